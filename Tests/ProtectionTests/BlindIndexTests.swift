import Foundation
import Protection
import TestSupport
import Testing

/// Look-up by equality without the value.
@Suite struct BlindIndexTests {
    @Test func equalValuesHaveEqualEntriesUnderEachKey() throws {
        let (old, new) = (TestKeys.line(.lookup, id: "old"), TestKeys.line(.lookup, id: "new"))
        let before = BlindIndex(try KeyRing(text: old), label: "account.phone")
        let after = BlindIndex(try KeyRing(text: old + new), label: "account.phone")
        let written = try before.entry(for: "13800000000")
        #expect(written.digest.count == 32 && written.keyID == "old")
        #expect(try after.entry(for: "13800000000").keyID == "new")
        #expect(after.entries(for: "13800000000").contains(written))
        #expect(!after.entries(for: "13800000001").contains(written))
    }

    @Test func labelsAndPurposesKeepFieldsApart() throws {
        let ring = try KeyRing(text: TestKeys.text())
        let digests = [
            try BlindIndex(ring, label: "a").entry(for: "1").digest,
            try BlindIndex(ring, label: "b").entry(for: "1").digest,
            try BlindIndex(ring, label: "a1").entry(for: "").digest,
            try BlindIndex(ring, purpose: .linkage, label: "a").entry(for: "1").digest,
        ]
        #expect(Set(digests).count == digests.count)
    }
}

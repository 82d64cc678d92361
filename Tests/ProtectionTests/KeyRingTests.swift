import Crypto
import Foundation
import Protection
import TestSupport
import Testing

/// Where keys come from, what is refused, and that nothing tells them.
@Suite struct KeyRingTests {
    /// A folder of its own for the body.
    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("keys-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func theLastKeyOfAPurposeIsTheCurrentOne() throws {
        let text =
            "# keys\n\n" + TestKeys.line(.encryption, id: "a") + TestKeys.line(.linkage, id: "a")
            + "  " + TestKeys.line(.encryption, id: "b") + "# end"
        let ring = try KeyRing(text: text)
        #expect(try ring.current(.encryption).id == "b")
        #expect(ring.all(.encryption).map(\.id) == ["a", "b"])
        #expect(try ring.key(.encryption, id: "a").id == "a")
        #expect(throws: KeyRingError.unknownKey(.encryption, id: "c")) { try ring.key(.encryption, id: "c") }
        #expect(throws: KeyRingError.noKey(.audit)) { try ring.current(.audit) }
        #expect(throws: KeyRingError.noKey(.lookup)) { try ring.checkCompleteness() }
        #expect(throws: Never.self) { try KeyRing(text: TestKeys.text()).checkCompleteness() }
    }

    @Test(
        arguments: [
            ("encryption a", .wordCount), ("encryption a b c", .wordCount), ("sessions a \(secret)", .purpose),
            ("Encryption a \(secret)", .purpose), ("encryption A \(secret)", .id), ("encryption a_b \(secret)", .id),
            ("encryption \(String(repeating: "a", count: 41)) \(secret)", .id), ("encryption a \(secret)!", .secret),
            ("encryption a \(Data(count: 31).base64EncodedString())", .secret),
            ("encryption a \(Data(count: 33).base64EncodedString())", .secret),
            ("encryption a \(secret)\nencryption a \(secret)", .doubledID),
        ] as [(String, KeyRingError.Mistake)])
    func malformedKeysAreRefusedWithTheirLineAndNotTheirContent(text: String, mistake: KeyRingError.Mistake) {
        let lines = text.split(separator: "\n").count
        #expect(throws: KeyRingError.malformed(line: 2 + lines, mistake)) {
            try KeyRing(text: "# one\n\n\(text)\n")
        }
        #expect(!"\(KeyRingError.malformed(line: 3, mistake))".contains(Self.secret.prefix(8)))
    }

    private static let secret = Data((0..<32).map { UInt8($0) }).base64EncodedString()

    @Test func nothingTellsAKey() throws {
        let ring = try KeyRing(text: "encryption a \(Self.secret)")
        let key = try ring.current(.encryption)
        var dumped = ""
        dump(ring, to: &dumped)
        dump(key, to: &dumped)
        dump([key], to: &dumped)
        let texts = [dumped, "\(ring)", "\(key)", String(reflecting: ring), String(reflecting: key), "\([key])"]
        for text in texts {
            #expect(!text.contains(Self.secret.prefix(8)) && !text.contains("SymmetricKey"), "\(text)")
        }
        #expect(Mirror(reflecting: ring).children.isEmpty && Mirror(reflecting: key).children.isEmpty)
    }

    @Test func aFileThatOthersCanReadIsRefused() throws {
        try withFolder { folder in
            let path = folder.appendingPathComponent("keys").path
            try KeyFile(path).generate(at: FixedClock.now)
            #expect(try mode(path) == 0o600)
            #expect(throws: Never.self) { try KeyRing(file: path).checkCompleteness() }
            for mode in [0o640, 0o604, 0o660, 0o602] {
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
                #expect(throws: KeyRingError.fileOpenToOthers(path)) { try KeyRing(file: path) }
            }
            #expect(throws: KeyRingError.self) { try KeyRing(file: folder.path) }
            #expect(throws: KeyRingError.self) { try KeyRing(file: path + ".none") }
        }
    }

    @Test func generatingNeverOverwrites() throws {
        try withFolder { folder in
            let path = folder.appendingPathComponent("keys").path
            try KeyFile(path).generate(at: FixedClock.now)
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            #expect(throws: KeyRingError.fileExists(path)) { try KeyFile(path).generate(at: FixedClock.now) }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        }
    }

    @Test func addedAndRetiredKeysReachARingThatIsOpen() throws {
        try withFolder { folder in
            let file = KeyFile(folder.appendingPathComponent("keys").path)
            try file.generate(at: FixedClock.now)
            let ring = try KeyRing(file: file.path)
            let first = try ring.current(.encryption)
            let added = try file.add(.encryption, at: FixedClock.now)
            #expect(try mode(file.path) == 0o600)
            #expect(try ring.current(.encryption).id == added)
            #expect(try ring.key(.encryption, id: first.id).secret == first.secret)
            #expect(throws: KeyRingError.isCurrent(.encryption, id: added)) {
                try file.remove(.encryption, id: added)
            }
            try file.remove(.encryption, id: first.id)
            #expect(ring.all(.encryption).map(\.id) == [added])
            #expect(ring.all(.linkage).count == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["keys"])
        }
    }

    /// A key is in use from the moment it is added, so one that gets lost takes data with it.
    @Test func keysAddedAtOnceAreAllKept() async throws {
        let path = FileManager.default.temporaryDirectory.path + "/keys-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try KeyFile(path).generate(at: FixedClock.now)
        let added = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<12 { group.addTask { try KeyFile(path).add(.encryption, at: FixedClock.now) } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(added.count == 12)
        #expect(Set(try KeyRing(file: path).all(.encryption).map(\.id)).isSuperset(of: added))
    }

    @Test func auditKeysSign() throws {
        let ring = try KeyRing(text: TestKeys.text())
        let key = try ring.current(.audit).signingKey
        let signature = try key.signature(for: Data("checkpoint".utf8))
        #expect(key.publicKey.isValidSignature(signature, for: Data("checkpoint".utf8)))
    }
}

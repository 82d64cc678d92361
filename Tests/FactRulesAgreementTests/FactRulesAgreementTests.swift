import FactLog
import Foundation
import HubModel
import PluginKit
import Services
import StationNode
import TestSupport
import Testing

/// What a station records, the hub gives a meaning to: a fact that the hub quarantines can only be corrected by hand.
@Suite struct FactRulesAgreementTests {
    @Test(arguments: Example.ofEveryKind) func whateverTheStationAcceptsTheHubCounts(_ example: Example) async throws {
        let rules = try BothRules()
        let variants = try example.variants()
        for subject in [FactDraft.Subject.nobody, .localKey("r1")] {
            let verdicts = try await rules.verdicts(on: variants, kind: example.kind, subject: subject)
            for (variant, verdict) in zip(variants, verdicts) where verdict.isRecorded {
                #expect(verdict.hubRefusal == nil, "\(subject) \(variant.prefix(400))")
            }
            // The data itself is good, and the variants are not all refused for another reason.
            if subject == example.subject { #expect(verdicts.first?.isRecorded == true) }
        }
    }

    @Test(arguments: Limit.all) func limitsAreTheSame(_ limit: Limit) async throws {
        let rules = try BothRules()
        let example = try #require(Example.ofEveryKind.first { $0.kind == limit.kind })
        let inside = try example.with(limit.member, limit.inside)
        let outside = try example.with(limit.member, limit.outside)
        let verdicts = try await rules.verdicts(on: [inside, outside], kind: limit.kind, subject: example.subject)
        #expect(verdicts[0] == Verdict(isRecorded: true, hubRefusal: nil))
        #expect(verdicts[1].isRecorded == false)
        #expect(try rules.hubRefusal(of: limit.kind, outside, subject: ResidentID()) != nil)
    }

    @Test(arguments: Example.ofEveryKind)
    func correctionsCountInThePlaceOfTheCorrectedFact(_ example: Example) async throws {
        let rules = try BothRules()
        let variants = try example.variants()
        let corrected = try await rules.book.append([example.draft(try example.text())], at: FixedClock.now)[0].place
        for subject in [FactDraft.Subject.nobody, .localKey("r2")] {
            let corrections = (variants + ["null", "5"]).map {
                #"{"corrects":{"epoch":1,"seq":\#(corrected.seq)},"replacement":\#($0)}"#
            }
            let verdicts = try await rules.verdicts(on: corrections, kind: .correction, subject: subject)
            for (correction, verdict) in zip(corrections, verdicts) where verdict.isRecorded {
                #expect(verdict.hubRefusal == nil, "\(correction.prefix(400))")
            }
            #expect(verdicts[0].isRecorded)
            #expect(verdicts[variants.count].isRecorded)
        }
    }

    /// Beside what a single member can have wrong.
    @Test(arguments: [
        (SampleData.screening([nil, 0, 0, 0, 0, 0, 0, 0, 0], total: "0", severity: #""minimal""#), "total"),
        (SampleData.screening([Int?](repeating: 0, count: 9), total: "null", severity: #""minimal""#), "severity"),
        (SampleData.screening([Int?](repeating: 0, count: 8), total: "0", severity: #""minimal""#), "answers"),
        (SampleData.screening([Int?](repeating: 0, count: 9), total: "28", severity: #""severe""#), "total"),
        (
            SampleData.screening([0, 0, 0, 0, 0, 0, 0, 0, 4], total: "4", severity: #""minimal""#),
            "answers"
        ),
    ])
    func screeningsThatContradictThemselves(data: String, member: String) async throws {
        let rules = try BothRules()
        let unanswered =
            data.contains("[null") ? data.replacing("{}", with: #"{"1":"missing"}"#, maxReplacements: 1) : data
        let verdicts = try await rules.verdicts(on: [unanswered], kind: .screeningCompleted, subject: .localKey("r1"))
        #expect(verdicts[0].isRecorded == false, "\(member)")
        #expect(try rules.hubRefusal(of: .screeningCompleted, unanswered, subject: ResidentID()) != nil)
    }
}

import Foundation
import HubModel
import Testing

@testable import StationNode

@Suite struct FactRulesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var kind: FactKind
        var data: String
        var subject: FactDraft.Subject = .nobody
        var code: String?
        var occurredAt = morning

        var testDescription: String { "\(kind.rawValue) \(data) -> \(code ?? "recorded")" }
    }

    static func held(_ setting: String, _ capacity: String) -> String {
        #"{"activity":"a","activityKind":"tea","setting":"\#(setting)"\#(capacity),"minutes":90}"#
    }

    static let cases: [Case] = [
        Case(kind: .activityHeld, data: held("community", #","capacity":20"#)),
        Case(kind: .activityHeld, data: held("moon", #","capacity":20"#), code: "out_of_range"),
        Case(kind: .activityHeld, data: held("community", ""), code: "missing_member"),
        Case(kind: .activityAttended, data: #"{"activity":"a","role":"participant","count":12}"#),
        Case(kind: .activityAttended, data: #"{"activity":"a","role":"participant"}"#, code: "out_of_range"),
        Case(kind: .activityAttended, data: #"{"activity":"a","role":"volunteer"}"#, subject: .localKey("r")),
        Case(
            kind: .activityAttended, data: #"{"activity":"a","role":"participant","count":2}"#,
            subject: .localKey("r"), code: "out_of_range"),
        Case(
            kind: .orderPlaced, data: #"{"order":"o","package":"p","item":"i","amountFen":5000}"#,
            subject: .localKey("r")),
        Case(kind: .orderPlaced, data: #"{"order":"o","package":"p","item":"i","amountFen":-1}"#, code: "out_of_range"),
        Case(kind: .orderPlaced, data: #"{"order":"o","package":"p","item":"i","amountFen":"5"}"#, code: "wrong_type"),
        Case(
            kind: .orderPlaced, data: #"{"order":"o","package":"p","item":"i","amountFen":5,"amuont":6}"#,
            code: "unknown_member"),
        Case(
            kind: .orderPlaced,
            data: #"{"order":"o","package":"p","item":"i","amountFen":5,"copaymentFen":5,"group":"g","performer":"p"}"#),
        Case(
            kind: .orderPlaced, data: #"{"order":"o","package":"p","item":"i","amountFen":5,"copaymentFen":6}"#,
            code: "out_of_range"),
        Case(
            kind: .enrolmentItemDone, data: #"{"enrolment":"e","package":"p","item":"i","due":"2026-02-30"}"#,
            subject: .localKey("r"), code: "out_of_range"),
        Case(
            kind: .feedbackGiven, data: #"{"about":{"kind":"order","id":"o"},"score":6,"first":false}"#,
            code: "out_of_range"),
        Case(kind: .channelMeasured, data: #"{"channel":"c","metric":"reads","count":0,"content":null}"#),
        Case(kind: .channelMeasured, data: #"{"channel":"c","metric":"likes","count":0}"#, code: "malformed_json"),
        Case(kind: .channelMeasured, data: "[]", code: "wrong_type"),
        Case(
            kind: .residentRegistered, data: #"{"birthYearBand":"1955-1960","sex":"male","tags":[],"consents":[]}"#,
            subject: .localKey("r"), code: "out_of_range"),
        Case(
            kind: .residentRegistered, data: #"{"birthYearBand":"1955-1959","sex":"male","tags":[],"consents":[]}"#,
            code: "missing_subject"),
        Case(
            kind: .correction, data: #"{"corrects":{"epoch":1,"seq":9},"replacement":null}"#,
            code: "invalid_correction"),
        Case(
            kind: .channelMeasured, data: #"{"channel":"c","metric":"reads","count":1}"#,
            code: "impossible_date", occurredAt: morning.addingTimeInterval(90_000)),
    ]

    @Test(arguments: cases) func data(_ example: Case) async throws {
        let folder = try BookFolder()
        let book = try LocalBook.create(in: folder.book, station: s01, at: morning)
        let draft = FactDraft(
            kind: example.kind, occurredAt: example.occurredAt, actor: "staff:desk", subject: example.subject,
            data: Array(example.data.utf8))
        let result = try await book.append(groups: [[draft]], at: morning)[0]
        switch result {
        case .success: #expect(example.code == nil)
        case .failure(let refused): #expect(refused.code == example.code)
        }
    }

    @Test func correctionsAreReadAsTheCorrectedKind() async throws {
        let folder = try BookFolder()
        let book = try LocalBook.create(in: folder.book, station: s01, at: morning)
        try await book.append([try channelDraft(4)], at: morning)
        func correction(_ replacement: String) -> FactDraft {
            FactDraft(
                kind: .correction, occurredAt: morning, actor: "staff:desk", subject: .nobody,
                data: Array(#"{"corrects":{"epoch":1,"seq":1},"replacement":\#(replacement)}"#.utf8))
        }
        let results = try await book.append(
            groups: [
                [correction(#"{"channel":"c","metric":"reads","count":-3}"#)],
                [correction(#"{"channel":"c","metric":"reads","count":3}"#)], [correction("null")],
            ], at: morning)
        #expect(results.map { (try? $0.get()) != nil } == [false, true, true])
        #expect(
            try await lines(of: book)[1].data
                == #"{"corrects":{"epoch":1,"seq":1},"replacement":{"channel":"c","content":null,"count":3,"metric":"reads"}}"#
        )
    }
}

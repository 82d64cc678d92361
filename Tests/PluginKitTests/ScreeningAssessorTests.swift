import HubModel
import PluginFixtures
import PluginKit
import Testing

@Suite("Triage that all profiles share")
struct ScreeningAssessorTests {
    private func assessor(_ change: (inout PluginData) -> Void = { _ in }) throws -> ScreeningAssessor {
        var data = try #require(
            PluginFixture.data(id: "any", module: "Any", instruments: [.phq9, .gds15, .epds, .gad7]))
        change(&data)
        return try ScreeningAssessor(data: data, rules: [.phq9, .gds15, .epds, .gad7])
    }

    private func triage(_ answers: [Int?], impairment: Int? = nil, cognitive: Bool? = nil) throws -> Triage {
        try assessor().assess(
            AssessScreening(
                instrument: "PHQ-9", answers: answers, ageYears: 40, impairment: impairment,
                cognitiveScreenPositive: cognitive)
        ).triage
    }

    @Test(
        "Totals lead where the cut-offs say",
        arguments: [
            (4, nil, Triage.Level.none, []), (5, nil, .selfHelp, ["phq9-self-help"]),
            (9, 3, .selfHelp, ["phq9-self-help"]), (10, nil, .station, ["phq9-station"]),
            (14, 3, .station, ["phq9-station"]), (15, nil, .station, ["phq9-station"]),
            (15, 1, .station, ["phq9-station"]), (15, 2, .hospital, ["phq9-refer-when-impaired"]),
            (19, 1, .station, ["phq9-station"]), (20, nil, .hospital, ["phq9-refer"]),
            (20, 3, .hospital, ["phq9-refer"]),
        ] as [(Int, Int?, Triage.Level, [String])])
    func cutOffs(total: Int, impairment: Int?, level: Triage.Level, reasons: [String]) throws {
        let triage = try triage(Instrument.phq9.answers(scoring: total, zero: [9]), impairment: impairment)
        #expect(triage == Triage(level: level, sameDay: false, reasons: reasons))
    }

    @Test("A positive item 9 alone is seen the same day at the station, and is no crisis")
    func itemNine() throws {
        let triage = try triage([0, 0, 0, 0, 0, 0, 0, 0, 1])
        #expect(triage == Triage(level: .station, sameDay: true, reasons: ["item9-positive"]))
    }

    @Test("A positive item 9 never lightens a referral")
    func itemNineWithHighTotal() throws {
        let triage = try triage(Array(repeating: 3, count: 9))
        #expect(triage == Triage(level: .hospital, sameDay: true, reasons: ["item9-positive", "phq9-refer"]))
    }

    @Test("Incomplete leads nowhere, unless the critical item is positive")
    func incomplete() throws {
        let most: [Int?] = [3, 3, 3, 3, 3, 3, 3, nil]
        #expect(try triage(most + [0]) == Triage(level: .none, sameDay: false, reasons: ["incomplete"]))
        let critical = try triage(most + [2])
        #expect(critical == Triage(level: .station, sameDay: true, reasons: ["item9-positive", "incomplete"]))
    }

    @Test("A positive cognitive screen is referred, a negative one changes nothing")
    func cognitiveScreen() throws {
        let minimal = Instrument.phq9.answers(scoring: 0)
        let positive = try triage(minimal, cognitive: true)
        #expect(positive == Triage(level: .hospital, sameDay: false, reasons: ["cognitive-screen-positive"]))
        #expect(try triage(minimal, cognitive: false) == Triage(level: .none, sameDay: false, reasons: []))
    }

    @Test("Thresholds are configuration: the Chinese EPDS cut at 9/10 and a stricter one both work")
    func thresholds() throws {
        let request = AssessScreening(
            instrument: "EPDS", answers: Instrument.epds.answers(scoring: 9, zero: [10]), ageYears: 29,
            impairment: nil)
        #expect(try assessor().assess(request).triage.level == .none)
        let stricter = try assessor { $0.thresholds["epds.support"] = 9 }.assess(request)
        #expect(stricter.triage.level == .station)
        #expect(stricter.triage.reasons == ["epds-support", "repeat-within-two-weeks"])
    }

    @Test("Data without a threshold or an instrument, or with descending thresholds, is refused at load")
    func incompleteData() throws {
        let missing = #expect(throws: PluginFailure.self) { try assessor { $0.thresholds["phq9.refer"] = nil } }
        #expect(missing?.code == .missingThreshold)
        #expect(missing?.message.en.contains("'phq9.refer'") == true)
        let unknown = #expect(throws: PluginFailure.self) { try assessor { $0.instruments.removeLast() } }
        #expect(unknown?.code == .unknownInstrument)
        let descending = #expect(throws: PluginFailure.self) { try assessor { $0.thresholds["phq9.refer"] = 9 } }
        #expect(descending?.code == .invalidThreshold)
    }

    @Test("Impairment and age outside their ranges are refused", arguments: [(-1, 40), (4, 40), (0, -1), (0, 131)])
    func ranges(impairment: Int, age: Int) throws {
        let failure = #expect(throws: PluginFailure.self) {
            try assessor().assess(
                AssessScreening(
                    instrument: "PHQ-9", answers: Array(repeating: 0, count: 9), ageYears: age,
                    impairment: impairment))
        }
        #expect(failure?.code == .valueOutOfRange)
    }
}

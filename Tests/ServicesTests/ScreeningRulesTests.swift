import DistrictConfig
import HubModel
import Indicators
import PluginKit
import TestSupport
import Testing

@testable import Services

@Suite struct ScreeningRulesTests {
    private func screening(
        _ answers: [Int?], total: String, severity: String, instrument: String = "PHQ-9", level: String = "none",
        sameDay: Bool = false
    ) throws -> FactMeaning {
        try Reading.meaning(
            .screeningCompleted,
            SampleData.screening(
                answers, total: total, severity: severity, instrument: instrument, level: level, sameDay: sameDay))
    }

    private func refusal(
        _ answers: [Int?], total: String = "null", severity: String = "null", instrument: String = "PHQ-9"
    ) throws -> InvalidFact.Code? {
        try Reading.refusal(
            .screeningCompleted,
            SampleData.screening(answers, total: total, severity: severity, instrument: instrument))
    }

    /// Every item of every instrument at, below and above its range.
    @Test func rangesComeFromTheInstruments() throws {
        for instrument in try ExampleDistrict.configuration().instruments {
            let lowest = instrument.items.map { Optional($0.minimum) }
            for (index, item) in instrument.items.enumerated() {
                for (answer, expected) in [
                    (item.minimum, nil), (item.maximum, nil), (item.minimum - 1, .outOfRange),
                    (item.maximum + 1, .outOfRange),
                ] as [(Int, InvalidFact.Code?)] {
                    var answers = lowest
                    answers[index] = answer
                    #expect(
                        try refusal(answers, instrument: instrument.code) == expected,
                        "\(instrument.code) item \(index + 1) is \(answer)")
                }
            }
            #expect(try refusal(lowest.dropLast(), instrument: instrument.code) == .outOfRange)
            #expect(try refusal(lowest + [0], instrument: instrument.code) == .outOfRange)
        }
    }

    @Test func anInstrumentThatIsNotKnown() throws {
        #expect(try refusal([0], instrument: "PHQ-8") == .unknownInstrument)
    }

    @Test func aPositiveItemNineOfAnIncompleteScreeningStillRaisesAttention() throws {
        let meaning = try Reading.meaning(.screeningCompleted, SampleData.incompleteItemNine)
        #expect(
            meaning.attention
                == AttentionReading(level: .none, reasons: ["item9-positive"], instrument: "PHQ-9", scored: false))
        let counts = Reading.counts(meaning)
        #expect(counts["screenings.sameDay PHQ-9"] == 1)
        #expect(counts["screenings.incomplete PHQ-9"] == 1)
        #expect(counts["screenings.scored PHQ-9"] == nil)
        #expect(counts["screenings.critical PHQ-9/item9-positive"] == nil)
    }

    @Test func aPositiveItemNineOfACompleteScreening() throws {
        let meaning = try Reading.meaning(.screeningCompleted, SampleData.itemNine)
        #expect(meaning.attention?.scored == true)
        #expect(Reading.counts(meaning)["screenings.critical PHQ-9/item9-positive"] == 1)
    }

    @Test func nothingCriticalRaisesNothing() throws {
        #expect(try Reading.meaning(.screeningCompleted, SampleData.moderate).attention == nil)
        let unansweredNine = try screening([3, 3, 3, 3, 3, 3, 3, 3, nil], total: "null", severity: "null")
        #expect(unansweredNine.attention == nil)
    }

    @Test func theStationsOwnTriageRaisesAttention() throws {
        let zero = [Int?](repeating: 0, count: 9)
        #expect(try screening(zero, total: "0", severity: #""minimal""#, sameDay: true).attention != nil)
        #expect(try screening(zero, total: "0", severity: #""minimal""#, level: "crisis").attention?.level == .crisis)
        #expect(try screening(zero, total: "0", severity: #""minimal""#, level: "hospital").attention == nil)
    }

    /// EPDS items 1 and 2 count reversed: "always" is zero points.
    @Test func epdsCountsReversedItems() throws {
        let best: [Int?] = [3, 3, 0, 0, 0, 0, 0, 0, 0, 0]
        let counted = Reading.counts(try screening(best, total: "0", severity: #""low""#, instrument: "EPDS"))
        #expect(counted["screenings.differing EPDS"] == nil)
        #expect(counted["screenings.severity EPDS/low"] == 1)
        let plain = Reading.counts(try screening(best, total: "6", severity: #""low""#, instrument: "EPDS"))
        #expect(plain["screenings.differing EPDS"] == 1)
        let worst: [Int?] = [0, 0, 3, 3, 3, 3, 3, 3, 3, 3]
        let refer = Reading.counts(try screening(worst, total: "30", severity: #""refer""#, instrument: "EPDS"))
        #expect(refer["screenings.differing EPDS"] == nil)
        #expect(refer["screenings.critical EPDS/item10-positive"] == 1)
    }

    @Test func epdsItemTenIsCriticalFromOne() throws {
        let none = try screening([3, 3, 0, 0, 0, 0, 0, 0, 0, 0], total: "0", severity: #""low""#, instrument: "EPDS")
        #expect(none.attention == nil)
        let some = try screening([3, 3, 0, 0, 0, 0, 0, 0, 0, 1], total: "1", severity: #""low""#, instrument: "EPDS")
        #expect(some.attention?.reasons == ["item10-positive"])
    }

    @Test func criticalityOfAReversedItemGoesByItsScore() throws {
        let item = { (reversed: Bool) in
            Instrument.Item(topic: LocalizedText(zh: "题", en: "item"), minimum: 0, maximum: 3, reversed: reversed)
        }
        let rules = InstrumentRules(
            Instrument(
                code: "X", version: "1", title: LocalizedText(zh: "表", en: "X"), source: "", answerScale: [],
                items: [item(true), item(false)], bands: [], criticalItems: [.init(item: 1, atLeast: 2, reason: "low")])
        )
        #expect(rules.criticalReasons(in: [1, nil]) == ["low"])
        #expect(rules.criticalReasons(in: [2, 3]) == [])
        #expect(rules.total(of: [1, 3]) == 5)
        #expect(rules.total(of: [1, nil]) == nil)
    }

    @Test func aDifferingTotalOrSeverityIsCountedNotRefused() throws {
        let answers: [Int?] = [2, 2, 2, 2, 2, 2, 0, 0, 0]
        for (total, severity) in [("11", #""moderate""#), ("12", #""mild""#)] {
            let counts = Reading.counts(try screening(answers, total: total, severity: severity))
            #expect(counts["screenings.differing PHQ-9"] == 1)
            #expect(counts["screenings.scored PHQ-9"] == 1)
        }
    }

    @Test func contradictions() throws {
        let zero = [Int?](repeating: 0, count: 9)
        #expect(try refusal([nil] + zero.dropLast(), total: "0", severity: #""minimal""#) == .contradiction)
        #expect(try refusal(zero, severity: #""minimal""#) == .contradiction)
    }

    @Test(
        arguments: [
            (#"{"1":"refused"}"#, nil), (#"{"1":"refused","3":"unknown"}"#, nil), (#"{"2":"refused"}"#, .contradiction),
            (#"{"0":"refused"}"#, .outOfRange), (#"{"10":"refused"}"#, .outOfRange), (#"{"x":"refused"}"#, .outOfRange),
            (#"{"1":"tired"}"#, .unknownValue), (#"{"1":null}"#, .unknownValue),
        ] as [(String, InvalidFact.Code?)])
    func reasonsForMissingAnswers(_ unanswered: String, _ expected: InvalidFact.Code?) throws {
        let data = SampleData.screening([nil, 0, nil, 0, 0, 0, 0, 0, 0], total: "null", severity: "null")
            .replacing(#""unanswered":{}"#, with: #""unanswered":\#(unanswered)"#)
        #expect(try Reading.refusal(.screeningCompleted, data) == expected)
    }
}

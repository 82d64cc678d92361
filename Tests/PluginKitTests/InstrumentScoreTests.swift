import HubModel
import PluginFixtures
import PluginKit
import Testing

@Suite("Scoring from data")
struct InstrumentScoreTests {
    @Test(
        "The severity changes exactly at the bands' edges",
        arguments: [
            (0, "minimal"), (4, "minimal"), (5, "mild"), (9, "mild"), (10, "moderate"), (14, "moderate"),
            (15, "moderately-severe"), (19, "moderately-severe"), (20, "severe"), (27, "severe"),
        ])
    func bands(total: Int, severity: String) throws {
        let score = try Instrument.phq9.score(answers: Instrument.phq9.answers(scoring: total))
        #expect(score.total == total)
        #expect(score.severity == severity)
        #expect(!score.isIncomplete)
    }

    @Test("Reversed items count the other way round")
    func reversed() throws {
        let allNo = try Instrument.gds15.score(answers: Array(repeating: 0, count: 15))
        #expect(allNo.total == 5)
        let allYes = try Instrument.gds15.score(answers: Array(repeating: 1, count: 15))
        #expect(allYes.total == 10)
    }

    @Test("A reversed item is mirrored within its own range, also when it doesn't begin at zero")
    func reversedFromOne() throws {
        var instrument = Instrument.gad7
        instrument.items[0].minimum = 1
        instrument.items[0].maximum = 5
        instrument.items[0].reversed = true
        #expect(try instrument.score(answers: [2, 0, 0, 0, 0, 0, 0]).total == 4)
    }

    @Test("One missing answer leaves no total and no severity, whatever the others are", arguments: 1...9)
    func missing(item: Int) throws {
        var answers: [Int?] = Array(repeating: 2, count: 9)
        answers[item - 1] = nil
        let score = try Instrument.phq9.score(answers: answers)
        #expect(score.isIncomplete)
        #expect(score.total == nil)
        #expect(score.severity == nil)
        #expect(score.unanswered == [item])
    }

    @Test("A critical item is seen in an incomplete screening")
    func criticalInIncomplete() throws {
        var answers: [Int?] = Array(repeating: nil, count: 9)
        answers[8] = 1
        let score = try Instrument.phq9.score(answers: answers)
        #expect(score.total == nil)
        #expect(score.criticalReasons == ["item9-positive"])
        #expect(score.unanswered == Array(1...8))
    }

    @Test("An unanswered critical item is not positive, and a zero is not")
    func criticalUnanswered() throws {
        var answers: [Int?] = Array(repeating: 3, count: 9)
        answers[8] = nil
        #expect(try Instrument.phq9.score(answers: answers).criticalReasons.isEmpty)
        answers[8] = 0
        #expect(try Instrument.phq9.score(answers: answers).criticalReasons.isEmpty)
    }

    @Test("A reversed critical item is judged by its score, not by the number ticked")
    func criticalReversed() throws {
        let harmless = Instrument.epds.answers(scoring: 0)
        #expect(harmless[9] == 3)
        #expect(try Instrument.epds.score(answers: harmless).criticalReasons.isEmpty)
        var grave = harmless
        grave[9] = 2
        #expect(try Instrument.epds.score(answers: grave).criticalReasons == ["item10-positive"])
    }

    @Test("Answers outside an item's range are refused and not repeated", arguments: [-1, 4, 7, 9, Int.max, Int.min])
    func range(answer: Int) throws {
        var answers: [Int?] = Array(repeating: 0, count: 9)
        answers[3] = answer
        let failure = #expect(throws: PluginFailure.self) { try Instrument.phq9.score(answers: answers) }
        #expect(failure?.code == .answerOutOfRange)
        #expect(failure?.message.en == "the answer to item 4 of PHQ-9 must be from 0 to 3")
    }

    @Test("Too few and too many answers are refused", arguments: [0, 8, 10])
    func count(count: Int) throws {
        let failure = #expect(throws: PluginFailure.self) {
            try Instrument.phq9.score(answers: Array(repeating: 0, count: count))
        }
        #expect(failure?.code == .wrongNumberOfAnswers)
    }

    @Test("A total in no band and a critical item that doesn't exist are mistakes of the data")
    func invalidData() throws {
        var gap = Instrument.phq9
        gap.bands.removeLast()
        #expect(throws: PluginFailure.self) { try gap.score(answers: Array(repeating: 3, count: 9)) }
        var noItem = Instrument.phq9
        noItem.criticalItems[0].item = 10
        let failure = #expect(throws: PluginFailure.self) { try noItem.score(answers: Array(repeating: 0, count: 9)) }
        #expect(failure?.code == .invalidInstrument)
    }
}

import FactLog
import HubModel
import Indicators
import PluginKit

/// An instrument with what is needed for each screening worked out once.
struct InstrumentRules: Sendable {
    let instrument: Instrument
    let highestTotal: Int64
    let severities: Set<String>

    init(_ instrument: Instrument) {
        self.instrument = instrument
        highestTotal = Int64(instrument.items.reduce(0) { $0 + $1.maximum })
        severities = Set(instrument.bands.map(\.severity))
    }

    private func score(_ item: Instrument.Item, _ answer: Int64) -> Int64 {
        item.reversed ? Int64(item.minimum + item.maximum) - answer : answer
    }

    /// The total of complete answers; nil when one is missing.
    func total(of answers: [Int64?]) -> Int64? {
        var total: Int64 = 0
        for (item, answer) in zip(instrument.items, answers) {
            guard let answer else { return nil }
            total += score(item, answer)
        }
        return total
    }

    func severity(of total: Int64) -> String? {
        instrument.bands.first { (Int64($0.lower)...Int64($0.upper)).contains(total) }?.severity
    }

    /// Reasons of the critical items whose score is positive, also when other answers are missing.
    func criticalReasons(in answers: [Int64?]) -> [String] {
        instrument.criticalItems.compactMap { critical in
            guard critical.item <= answers.count, let answer = answers[critical.item - 1] else { return nil }
            let score = score(instrument.items[critical.item - 1], answer)
            return score >= Int64(critical.atLeast) ? critical.reason : nil
        }
    }
}

extension FactRules {
    func readScreening(
        _ reader: FieldReader, _ subject: ResidentID?, _ meaning: inout FactMeaning
    ) throws(InvalidFact) {
        guard let subject else { throw InvalidFact(.missingSubject, "a screening has a subject") }
        let code = try reader.text("instrument")
        let key = InstrumentKey(code: code, version: try reader.text("instrumentVersion"))
        guard let rules = instruments[key] else {
            throw InvalidFact(.unknownInstrument, "instrument and instrumentVersion are ones that the district knows")
        }
        let answers = try readAnswers(reader, rules.instrument)
        try readUnanswered(reader, answers)
        let total = try readTotal(reader, rules, answers)
        let triage = try readTriage(reader)
        let plugin = try reader.inner("plugin", path: "plugin.")
        _ = try plugin.text("id")
        _ = try plugin.text("version")
        _ = try reader.value("ageYears")
        _ = try reader.optionalInteger("ageYears", in: 0...150)

        meaning.sighting = PersonKey(activity: .screened, subject: subject)
        meaning.count(.screeningsReceived, code)
        meaning.count(.screeningsByTriage, triage.level.rawValue)
        let critical = rules.criticalReasons(in: answers)
        if let total {
            meaning.count(.screeningsScored, code)
            meaning.count(.screeningsBySeverity, "\(code)/\(total.severity)")
            for reason in critical { meaning.count(.screeningsCritical, "\(code)/\(reason)") }
            let computed = rules.total(of: answers)
            if computed != total.value || computed.flatMap(rules.severity) != total.severity {
                meaning.count(.screeningsDiffering, code)
            }
        } else {
            meaning.count(.screeningsIncomplete, code)
        }
        if triage.sameDay || triage.level == .crisis || !critical.isEmpty {
            meaning.count(.screeningsSameDay, code)
            let reasons = triage.reasons + critical.filter { !triage.reasons.contains($0) }
            meaning.attention = AttentionReading(
                level: triage.level, reasons: reasons, instrument: code, scored: total != nil)
        }
    }

    private func readAnswers(_ reader: FieldReader, _ instrument: Instrument) throws(InvalidFact) -> [Int64?] {
        let array = try reader.value("answers")
        guard reader.fields.kind(array) == .array else { throw InvalidFact(.wrongType, "answers is an array") }
        var answers: [Int64?] = []
        answers.reserveCapacity(instrument.items.count)
        var problem: InvalidFact?
        reader.fields.forEachElement(of: array) { element in
            if reader.fields.kind(element) == .null {
                answers.append(nil)
            } else if reader.fields.kind(element) == .number, let answer = reader.fields.integer(element) {
                if answers.count < instrument.items.count {
                    let item = instrument.items[answers.count]
                    if answer < item.minimum || answer > item.maximum, problem == nil {
                        problem = InvalidFact(
                            .outOfRange, "answer \(answers.count + 1) is from \(item.minimum) to \(item.maximum)")
                    }
                }
                answers.append(answer)
            } else {
                problem = problem ?? InvalidFact(.wrongType, "answer \(answers.count + 1) is an integer or null")
                answers.append(nil)
            }
        }
        if let problem { throw problem }
        guard answers.count == instrument.items.count else {
            throw InvalidFact(.outOfRange, "answers has \(instrument.items.count) elements")
        }
        return answers
    }

    private func readUnanswered(_ reader: FieldReader, _ answers: [Int64?]) throws(InvalidFact) {
        let object = try reader.value("unanswered")
        guard reader.fields.kind(object) == .object else { throw InvalidFact(.wrongType, "unanswered is an object") }
        for member in reader.fields.members(of: object) {
            guard let item = Int(member.key), (1...answers.count).contains(item) else {
                throw InvalidFact(.outOfRange, "unanswered names items from 1 to \(answers.count)")
            }
            guard answers[item - 1] == nil else {
                throw InvalidFact(.contradiction, "unanswered names item \(item), which has an answer")
            }
            guard let text = reader.fields.text(member.value), ScreeningCompleted.Unanswered(rawValue: text) != nil
            else { throw InvalidFact(.unknownValue, "unanswered holds refused, unknown or missing") }
        }
    }

    private func readTotal(
        _ reader: FieldReader, _ rules: InstrumentRules, _ answers: [Int64?]
    ) throws(InvalidFact) -> (value: Int64, severity: String)? {
        _ = try reader.value("total")
        _ = try reader.value("severity")
        let total = try reader.optionalInteger("total", in: 0...rules.highestTotal)
        let severity = try reader.optionalText("severity")
        guard severity.map(rules.severities.contains) ?? true else {
            throw InvalidFact(.unknownValue, "severity is a band of the instrument")
        }
        guard let total else {
            guard severity == nil else { throw InvalidFact(.contradiction, "severity goes with a total") }
            return nil
        }
        guard !answers.contains(nil) else {
            throw InvalidFact(.contradiction, "a screening with a missing answer has no total")
        }
        // A total below the lowest or between bands has no severity.
        return (total, severity ?? rules.severity(of: total) ?? "unknown")
    }

    private func readTriage(_ reader: FieldReader) throws(InvalidFact) -> Triage {
        let triage = try reader.inner("triage", path: "triage.")
        return Triage(
            level: try triage.choice("level"), sameDay: try triage.boolean("sameDay"),
            reasons: try triage.texts("reasons"))
    }
}

import FactLog
import Foundation
public import HubModel
import PluginKit

/// Turns filled-in instruments into facts [RES-6]: incomplete ones have no total, and what is critical counts all the
/// same.
public struct ScreeningRecorder: Sendable {
    private let assessing: any ScreeningAssessing

    public init(assessing: any ScreeningAssessing) { self.assessing = assessing }

    /// Codes of survey data that are no answers: 7 refused, 9 unknown. On an item whose scale reaches that far they are
    /// ordinary answers.
    public static let nonAnswers: [Int: ScreeningCompleted.Unanswered] = [7: .refused, 9: .unknown]

    /// Reads what was noted for the items of an instrument: a number, one of the codes 7 and 9, one of the words
    /// `refused`, `unknown`, `missing`, or nothing.
    ///
    /// - Throws: ``FactRefused``.
    public func entries(_ texts: [String], instrument code: String) throws(FactRefused) -> [FilledScreening.Entry] {
        guard let instrument = assessing.instrument(code) else {
            throw FactRefused(
                "unknown_instrument", zh: "本站的功能定位不使用量表“\(code)”",
                en: "the station's profile does not use the instrument '\(code)'")
        }
        guard texts.count == instrument.items.count else {
            throw FactRefused(
                "wrong_number_of_answers", zh: "量表 \(code) 有 \(instrument.items.count) 题，收到 \(texts.count) 个答案",
                en: "\(code) has \(instrument.items.count) items, but \(texts.count) answers were given")
        }
        var entries: [FilledScreening.Entry] = []
        for (index, item) in instrument.items.enumerated() {
            let text = texts[index].trimmingCharacters(in: .whitespaces)
            guard let entry = Self.entry(text, item) else { throw Self.wrongAnswer(code, index + 1, item) }
            entries.append(entry)
        }
        return entries
    }

    private static func entry(_ text: String, _ item: Instrument.Item) -> FilledScreening.Entry? {
        if text.isEmpty { return .unanswered(.missing) }
        if let reason = ScreeningCompleted.Unanswered(rawValue: text) { return .unanswered(reason) }
        guard let number = Int(text) else { return nil }
        if (item.minimum...max(item.minimum, item.maximum)).contains(number) { return .answer(number) }
        return nonAnswers[number].map { .unanswered($0) }
    }

    private static func wrongAnswer(_ code: String, _ number: Int, _ item: Instrument.Item) -> FactRefused {
        FactRefused(
            "out_of_range", zh: "量表 \(code) 第 \(number) 题的答案应在 \(item.minimum) 到 \(item.maximum) 之间",
            en: "the answer to item \(number) of \(code) must be from \(item.minimum) to \(item.maximum)")
    }

    /// Assesses screenings and makes the data of their facts, in the order given.
    ///
    /// - Throws: what the plugin's host throws when it can't be asked at all.
    public func complete(_ screenings: [FilledScreening]) async throws -> [Result<ScreeningCompleted, FactRefused>] {
        let requests = screenings.map { screening in
            AssessScreening(
                instrument: screening.instrument, answers: screening.entries.map(\.answer),
                ageYears: screening.ageYears, impairment: screening.impairment)
        }
        let assessments = try await assessing.assess(requests)
        return zip(screenings, assessments).map { screening, assessment in
            assessment
                .map { data(screening, $0) }
                .mapError { FactRefused("not_assessed", zh: $0.message.zh, en: $0.message.en) }
        }
    }

    private func data(_ screening: FilledScreening, _ assessment: ScreeningAssessment) -> ScreeningCompleted {
        var unanswered: [String: ScreeningCompleted.Unanswered] = [:]
        for (index, entry) in screening.entries.enumerated() {
            if case .unanswered(let reason) = entry { unanswered["\(index + 1)"] = reason }
        }
        return ScreeningCompleted(
            instrument: assessment.instrument, instrumentVersion: assessment.instrumentVersion,
            answers: screening.entries.map(\.answer), unanswered: unanswered, total: assessment.total,
            severity: assessment.severity, triage: assessment.triage, plugin: assessing.reference,
            ageYears: screening.ageYears)
    }
}

extension ScreeningCompleted {
    /// The data in the form of the sync protocol.
    public func factBytes() throws -> [UInt8] { try FactComposer.dataBytes(of: self) }
}

import HubModel
import PluginKit

extension FactRules {
    /// A screening fits its instrument, and says nothing that its answers contradict.
    func check(_ data: ScreeningCompleted) throws {
        let known = instruments.first { $0.code == data.instrument && $0.version == data.instrumentVersion }
        guard let instrument = known else {
            throw FactRefused(
                FactRefused.unknownInstrument, zh: "本站没有载入这个量表的这个版本",
                en: "this version of the instrument is not loaded at the station")
        }
        try Self.check(data.answers, of: instrument)
        let absent = Set(data.answers.indices.filter { data.answers[$0] == nil }.map { "\($0 + 1)" })
        guard Set(data.unanswered.keys) == absent else {
            throw Self.outOfRange("unanswered", zh: "须逐一说明没有答案的题目", en: "names exactly the items without an answer")
        }
        try Self.check(total: data.total, data.severity, isComplete: absent.isEmpty, of: instrument)
        if let age = data.ageYears { try Self.number(Int64(age), "ageYears", in: 0...130) }
        try data.triage.reasons.forEach { try Self.text($0, "triage.reasons") }
        try Self.text(data.plugin.id, "plugin.id")
        try Self.text(data.plugin.version, "plugin.version")
    }

    private static func check(_ answers: [Int?], of instrument: Instrument) throws {
        let items = instrument.items
        guard answers.count == items.count else {
            throw outOfRange("answers", zh: "\(items.count) 题", en: "\(items.count) items")
        }
        for (index, item) in items.enumerated() {
            guard let answer = answers[index], answer < item.minimum || answer > item.maximum else { continue }
            throw outOfRange(
                "answers.\(index + 1)", zh: "\(item.minimum) 至 \(item.maximum)",
                en: "\(item.minimum) to \(item.maximum)")
        }
    }

    private static func check(
        total: Int?, _ severity: String?, isComplete: Bool, of instrument: Instrument
    ) throws {
        guard (total == nil) == (severity == nil) else {
            throw outOfRange("severity", zh: "与总分同时有或无", en: "stands or lacks together with the total")
        }
        guard let total, let severity else { return }
        guard isComplete else {
            throw outOfRange("total", zh: "有题目没有答案时没有总分", en: "absent when an item has no answer")
        }
        let highest = instrument.items.reduce(0) { $0 + $1.maximum }
        try number(Int64(total), "total", in: 0...Int64(highest))
        guard instrument.bands.contains(where: { $0.severity == severity }) else {
            throw outOfRange("severity", zh: "量表的一个分级", en: "a band of the instrument")
        }
    }
}

extension FactRefused {
    /// The code of screenings whose instrument the book was not given, which may be a fault that passes.
    static let unknownInstrument = "unknown_instrument"
}

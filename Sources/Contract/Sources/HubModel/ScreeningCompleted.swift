/// `screening.completed`: one filled-in instrument, as the station scored it.
public struct ScreeningCompleted: FactData {
    public static let kind = FactKind.screeningCompleted

    /// Why an item has no answer.
    public enum Unanswered: String, Codable, CaseIterable, Sendable {
        case refused, unknown, missing
    }

    public var instrument: String
    public var instrumentVersion: String
    /// One for each item in order; nil where there is none.
    public var answers: [Int?]
    /// Item number (from 1, as text) to why it has no answer.
    public var unanswered: [String: Unanswered]
    /// Nil when the screening is incomplete under the instrument's missing-answer policy.
    public var total: Int?
    public var severity: String?
    public var triage: Triage
    /// Which plugin scored and triaged.
    public var plugin: PluginReference
    public var ageYears: Int?

    public init(
        instrument: String, instrumentVersion: String, answers: [Int?], unanswered: [String: Unanswered], total: Int?,
        severity: String?, triage: Triage, plugin: PluginReference, ageYears: Int?
    ) {
        self.instrument = instrument
        self.instrumentVersion = instrumentVersion
        self.answers = answers
        self.unanswered = unanswered
        self.total = total
        self.severity = severity
        self.triage = triage
        self.plugin = plugin
        self.ageYears = ageYears
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(instrument, forKey: .instrument)
        try container.encode(instrumentVersion, forKey: .instrumentVersion)
        try container.encode(answers, forKey: .answers)
        try container.encode(unanswered, forKey: .unanswered)
        try container.encode(total, forKey: .total)
        try container.encode(severity, forKey: .severity)
        try container.encode(triage, forKey: .triage)
        try container.encode(plugin, forKey: .plugin)
        try container.encode(ageYears, forKey: .ageYears)
    }
}

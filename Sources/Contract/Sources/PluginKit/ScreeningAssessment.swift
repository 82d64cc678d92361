public import HubModel

/// The score and the triage of one screening.
public struct ScreeningAssessment: Codable, Hashable, Sendable {
    public var instrument: String
    public var instrumentVersion: String
    /// Nil when the screening is incomplete.
    public var total: Int?
    /// The band's severity code; nil when the screening is incomplete.
    public var severity: String?
    /// What goes into the fact.
    public var triage: Triage
    /// The triage's reasons in words for the staff; they name no single answer.
    public var reasons: [Reason]

    public init(
        instrument: String, instrumentVersion: String, total: Int?, severity: String?, triage: Triage,
        reasons: [Reason] = []
    ) {
        self.instrument = instrument
        self.instrumentVersion = instrumentVersion
        self.total = total
        self.severity = severity
        self.triage = triage
        self.reasons = reasons
    }

    /// Makes the triage at least as grave as `level`, for a reason that is also said in words.
    public mutating func raise(to level: Triage.Level, because reason: Reason, sameDay: Bool = false) {
        triage.raise(to: level, because: reason.code, sameDay: sameDay)
        reasons.append(reason)
    }
}

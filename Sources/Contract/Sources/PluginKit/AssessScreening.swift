public import HubModel

/// Answers to one instrument, to be scored and triaged.
public struct AssessScreening: Codable, Hashable, Sendable {
    public var instrument: String
    /// One for each item in order; nil where there is none.
    public var answers: [Int?]
    /// The resident's age in whole years, when known.
    public var ageYears: Int?
    /// How much the problems impair daily life, 0 (not at all) to 3 (extremely), when asked.
    public var impairment: Int?
    /// The result of a cognitive screen, when there was one: self-reports are unreliable after a positive one.
    public var cognitiveScreenPositive: Bool?

    public init(
        instrument: String, answers: [Int?], ageYears: Int?, impairment: Int?, cognitiveScreenPositive: Bool? = nil
    ) {
        self.instrument = instrument
        self.answers = answers
        self.ageYears = ageYears
        self.impairment = impairment
        self.cognitiveScreenPositive = cognitiveScreenPositive
    }
}

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

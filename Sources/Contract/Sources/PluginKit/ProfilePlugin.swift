public import HubModel

/// The rules of one positioning profile: pure functions from facts to decisions.
///
/// A plugin opens no file, socket or database and reads no clock, so that station and hub get the same answer.
public protocol ProfilePlugin: Sendable {
    /// Takes the plugin's own parsed data.
    ///
    /// - Throws: ``PluginFailure`` when the data lacks what the rules need.
    init(data: PluginData) throws

    /// Scores a filled-in instrument and says where it leads.
    func assess(_ request: AssessScreening) throws -> ScreeningAssessment
}

extension ProfilePlugin {
    /// Asks the rule that the request is for.
    public func answer(_ request: PluginRequest) throws -> PluginAnswer {
        switch request {
        case .assessScreening(let request): .assessment(try assess(request))
        }
    }
}

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
    public var triage: Triage

    public init(instrument: String, instrumentVersion: String, total: Int?, severity: String?, triage: Triage) {
        self.instrument = instrument
        self.instrumentVersion = instrumentVersion
        self.total = total
        self.severity = severity
        self.triage = triage
    }
}

/// Everything a plugin can be asked; grows by cases.
public enum PluginRequest: Codable, Hashable, Sendable {
    case assessScreening(AssessScreening)
}

/// The answer to the ``PluginRequest`` of the same name.
public enum PluginAnswer: Codable, Hashable, Sendable {
    case assessment(ScreeningAssessment)

    /// The answer to ``PluginRequest/assessScreening(_:)``; nil when the request was another.
    public var assessment: ScreeningAssessment? {
        switch self {
        case .assessment(let assessment): assessment
        }
    }
}

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

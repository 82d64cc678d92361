/// `feedback.given`: a resident's satisfaction with one service.
public struct FeedbackGiven: FactData {
    public static let kind = FactKind.feedbackGiven

    /// What the feedback is about, e.g. an order or an activity.
    public struct About: Codable, Hashable, Sendable {
        public var kind: String
        public var id: String

        public init(kind: String, id: String) {
            self.kind = kind
            self.id = id
        }
    }

    public var about: About
    /// 1 (very dissatisfied) to 5 (very satisfied).
    public var score: Int
    /// Whether it was the resident's first service ever.
    public var first: Bool

    public init(about: About, score: Int, first: Bool) {
        self.about = about
        self.score = score
        self.first = first
    }
}

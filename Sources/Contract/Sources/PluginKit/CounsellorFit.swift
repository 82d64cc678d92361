/// How well one counsellor fits.
public struct CounsellorFit: Codable, Hashable, Sendable {
    public var counsellor: String
    /// 0 to 100: the weighted share of the highest levels.
    public var score: Int
    /// Whether every dimension reaches what the tier asks for.
    public var meetsMinimum: Bool
    public var reasons: [Reason]
}

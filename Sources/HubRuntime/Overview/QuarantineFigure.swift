/// Facts that count for nothing, by reason.
public struct QuarantineFigure: Codable, Hashable, Sendable {
    /// The code of the violated rule.
    public var code: String
    public var count: Int64
}

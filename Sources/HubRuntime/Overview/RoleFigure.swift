public struct RoleFigure: Codable, Hashable, Sendable {
    /// `participant` or `volunteer`.
    public var role: String
    /// Attendances 人次.
    public var count: Int64
}

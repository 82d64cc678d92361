/// From one time of the day to a later one of the same day.
public struct TimeRange: Codable, Hashable, Sendable, CustomStringConvertible {
    public let from: TimeOfDay
    public let to: TimeOfDay

    /// Returns nil unless `from` is before `to`.
    public init?(from: TimeOfDay, to: TimeOfDay) {
        guard from < to else { return nil }
        self.from = from
        self.to = to
    }

    public var description: String { "\(from)-\(to)" }

    /// Whether the two share any minute; touching ends don't count.
    public func overlaps(_ other: TimeRange) -> Bool { from < other.to && other.from < to }
}

/// Asks what is to be done for a resident next.
public struct FindNextActions: Codable, Hashable, Sendable {
    public var resident: ResidentSituation
    /// How many days ahead to look, 0 to 366.
    public var days: Int

    public init(resident: ResidentSituation, days: Int = 14) {
        self.resident = resident
        self.days = days
    }
}

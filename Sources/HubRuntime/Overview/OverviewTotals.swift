public import Indicators

/// Sums over the period, except where another is named.
public struct OverviewTotals: Codable, Hashable, Sendable {
    /// Facts ever stored.
    public var facts: Int64
    /// Facts ever put into quarantine.
    public var quarantined: Int64
    public var residentsRegistered: PublishedCount
    public var screenings: Int64
    /// Persons 人数, each counted once a station.
    public var personsScreened: PublishedCount
    public var activities: Int64
    /// Attendances 人次.
    public var attendances: Int64
    public var personsAttended: PublishedCount
    public var orders: Int64
    public var ordersFen: Int64
    public var personsServed: PublishedCount
    public var feedbacks: Int64
}

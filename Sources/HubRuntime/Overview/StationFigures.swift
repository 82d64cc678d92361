public import Brand
public import Foundation
public import HubModel
public import Indicators

/// One station's line in the overview.
public struct StationFigures: Codable, Hashable, Sendable {
    public var station: StationCode
    public var name: LocalizedText
    /// Nil when the hub's configuration doesn't know the station.
    public var profile: ProfileCode?
    public var profileTitle: LocalizedText
    public var subdistrict: String
    /// Degrees north, WGS 84.
    public var latitude: Double
    /// Degrees east, WGS 84.
    public var longitude: Double
    public var lastContact: Date?
    public var completeThrough: Date?
    public var hasReported: Bool
    /// Facts ever stored.
    public var facts: Int64
    /// Facts ever put into quarantine.
    public var quarantined: Int64
    /// Open screenings to be looked at on the same day, whenever they were.
    public var sameDay: Int
    /// When the oldest of them was; nil when there is none.
    public var oldestSameDay: Date?
    public var screenings: Int64
    public var personsScreened: PublishedCount
    public var attendances: Int64
    public var personsAttended: PublishedCount
    public var orders: Int64
    public var ordersFen: Int64
    /// The reach of the funnel.
    public var reach: Int64
    public var satisfaction: Share
}

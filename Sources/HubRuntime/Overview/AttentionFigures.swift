public import Foundation

/// What somebody has to do something about.
public struct AttentionFigures: Codable, Hashable, Sendable {
    /// Open screenings to be looked at by a person on the same day, whenever they were.
    public var sameDay: Int
    /// How many of them are incomplete.
    public var incomplete: Int
    /// When the oldest of them was; nil when there is none.
    public var oldest: Date?
    /// Stations with nothing from the last 24 hours.
    public var silentStations: Int
    /// Facts that are stored but count for nothing.
    public var quarantined: Int
}

/// What the hub holds of the whole district, exactly, to be compared with the stations' books.
///
/// District-wide sums of operations, not a publication: small cells are not hidden here, and nothing is told of a
/// single station.
public struct Reconciliation: Codable, Equatable, Sendable {
    public struct Facts: Codable, Equatable, Sendable {
        public var stored: Int64
        public var quarantined: Int64
    }

    public struct Screenings: Codable, Equatable, Sendable {
        public var received: Int64
        public var scored: Int64
        public var incomplete: Int64
        /// Scored PHQ-9 screenings with a total of 10 or more.
        public var phq9TenOrMore: Int64
        /// Scored PHQ-9 screenings with a positive item 9.
        public var itemNinePositive: Int64
    }

    public struct Attention: Codable, Equatable, Sendable {
        /// Screenings that a person must look at on the same day.
        public var sameDay: Int64
        /// Those of them that are incomplete.
        public var incomplete: Int64
        /// Facts whose effect on the list is still queued.
        public var waiting: Int64
    }

    public var stations: Int
    /// Stations by profile.
    public var profiles: [String: Int]
    public var facts: Facts
    public var screenings: Screenings
    public var attention: Attention
}

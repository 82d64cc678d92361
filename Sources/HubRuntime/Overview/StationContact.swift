import Foundation
import HubModel
import Postgres

/// A row of `FederationQueries.reporting()`.
struct StationContact: Sendable {
    /// Facts from before this long ago say nothing about today.
    static let reportedWithin: TimeInterval = 24 * 3600

    var station: StationCode
    var facts: Int64
    var quarantined: Int64
    var completeThrough: Date?
    var lastContact: Date?

    init(station: StationCode, facts: Int64, quarantined: Int64, completeThrough: Date?, lastContact: Date?) {
        self.station = station
        self.facts = facts
        self.quarantined = quarantined
        self.completeThrough = completeThrough
        self.lastContact = lastContact
    }

    /// Nil when the code isn't one, which the table's check excludes.
    init?(_ row: Row) throws {
        let (code, facts, quarantined, completeThrough, lastContact) = try row.decode(
            String.self, Int64.self, Int64.self, Date?.self, Date?.self)
        guard let station = StationCode(rawValue: code) else { return nil }
        self.init(
            station: station, facts: facts, quarantined: quarantined, completeThrough: completeThrough,
            lastContact: lastContact)
    }

    func hasReported(asOf now: Date) -> Bool {
        completeThrough.map { now.timeIntervalSince($0) <= Self.reportedWithin } ?? false
    }
}

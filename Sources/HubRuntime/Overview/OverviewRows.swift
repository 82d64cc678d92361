import Foundation
import HubModel
import Indicators
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

/// The open screenings of a station to be looked at on the same day.
struct AttentionCount: Sendable {
    var all = 0
    var incomplete = 0
    var oldest: Date?

    /// The rows of `ServiceQueries.attentionCounts(of:)`, which don't tell the oldest.
    static func byStation(_ rows: [Row]) throws -> [StationCode: AttentionCount] {
        var counts: [StationCode: AttentionCount] = [:]
        for row in rows {
            let (code, all, incomplete) = try row.decode(String.self, Int64.self, Int64.self)
            guard let station = StationCode(rawValue: code) else { continue }
            counts[station] = AttentionCount(all: Int(all), incomplete: Int(incomplete))
        }
        return counts
    }

    /// The rows of `OverviewQueries.attention()`.
    static func withOldest(_ rows: [Row]) throws -> [StationCode: AttentionCount] {
        var counts: [StationCode: AttentionCount] = [:]
        for row in rows {
            let (code, all, incomplete, oldest) = try row.decode(String.self, Int64.self, Int64.self, Date?.self)
            guard let station = StationCode(rawValue: code) else { continue }
            counts[station] = AttentionCount(all: Int(all), incomplete: Int(incomplete), oldest: oldest)
        }
        return counts
    }
}

extension DailyFigure {
    /// Joins the rows of two `RollupQueries.daily(…)`, summed over their dimensions.
    static func merge(screenings: [Row], attendances: [Row]) throws -> [DailyFigure] {
        let (screenings, attendances) = (try byDay(screenings), try byDay(attendances))
        return Set(screenings.keys).union(attendances.keys).sorted().map { day in
            DailyFigure(
                day: day.description, screenings: screenings[day] ?? 0, attendances: attendances[day] ?? 0)
        }
    }

    private static func byDay(_ rows: [Row]) throws -> [CivilDate: Int64] {
        var amounts: [CivilDate: Int64] = [:]
        for row in rows {
            let (day, _, amount) = try row.decode(CalendarDate.self, String.self, Int64.self)
            amounts[CivilDate(day), default: 0] += amount
        }
        return amounts
    }
}

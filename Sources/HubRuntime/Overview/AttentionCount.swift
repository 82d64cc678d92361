import Foundation
import HubModel
import Postgres

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

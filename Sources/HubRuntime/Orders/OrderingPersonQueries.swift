import Federation
import Foundation
import HubModel
import Postgres

/// The statements that find out who orders, for many orders of a station at once.
enum OrderingPersonQueries {
    /// Facts about residents in the order of their chains: as `SealingQueries.record(of:at:)`, then the resident.
    ///
    /// - Parameter kinds: nil is all.
    static func facts(about residents: [ResidentID], kinds: [FactKind]?, at station: StationCode) -> Query {
        """
        SELECT fact.origin, fact.epoch, fact.seq, id, kind, occurred_at, header, data, quarantine.code, fact.sealed_for
        FROM fact LEFT JOIN quarantine USING (station_id, origin, epoch, seq)
        WHERE fact.station_id = \(station.rawValue) AND fact.sealed_for = ANY (\(residents.map(\.rawValue)))
            AND (\(kinds?.map(\.rawValue))::text[] IS NULL OR kind = ANY (\(kinds?.map(\.rawValue))))
        ORDER BY fact.origin DESC, fact.epoch, fact.seq
        """
    }

    /// Whom facts at some places are about: origin, epoch, seq, resident; nothing of one that names nobody.
    static func subjects(of places: [FactPlace], at station: StationCode) -> Query {
        """
        SELECT asked.origin, asked.epoch, asked.seq, told.subject
        FROM unnest(
            \(places.map(\.origin.rawValue)), \(places.map { Int32(clamping: $0.epoch) }), \(places.map(\.seq)))
            AS asked (origin, epoch, seq)
        CROSS JOIN LATERAL (
            SELECT subject FROM fact
            WHERE station_id = \(station.rawValue) AND fact.origin = asked.origin AND fact.epoch = asked.epoch
                AND fact.seq = asked.seq AND subject IS NOT NULL
            OFFSET 0) AS told
        """
    }
}

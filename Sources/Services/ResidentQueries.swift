public import Foundation
public import HubModel
public import Postgres

/// The statements on residents and their consents.
public enum ResidentQueries {
    public static func store(_ registrations: [SealedRegistration], of station: StationCode) -> Query {
        """
        INSERT INTO resident (station_id, resident_id, epoch, seq, occurred_at, profile)
        SELECT \(station.rawValue), resident_id, epoch, seq, occurred_at, profile
        FROM unnest(
            \(registrations.map(\.resident.rawValue)), \(registrations.map { Int32(clamping: $0.place.epoch) }),
            \(registrations.map(\.place.seq)), \(registrations.map(\.occurredAt)), \(registrations.map(\.profile)))
            AS new (resident_id, epoch, seq, occurred_at, profile)
        """
    }

    public static func store(_ consents: [SealedConsent], of station: StationCode) -> Query {
        """
        INSERT INTO consent (station_id, resident_id, epoch, seq, occurred_at, item, decision, detail)
        SELECT \(station.rawValue), resident_id, epoch, seq, occurred_at, item, decision, detail
        FROM unnest(
            \(consents.map(\.resident.rawValue)), \(consents.map { Int32(clamping: $0.place.epoch) }),
            \(consents.map(\.place.seq)), \(consents.map(\.occurredAt)), \(consents.map { Int32(clamping: $0.item) }),
            \(consents.map(\.decision.rawValue)), \(consents.map(\.detail)))
            AS new (resident_id, epoch, seq, occurred_at, item, decision, detail)
        """
    }

    /// Takes back what corrected facts said of residents: registrations and decisions.
    public static func withdraw(
        _ facts: [(place: ChainPlace, resident: ResidentID)], of station: StationCode
    ) -> [Query] {
        let residents = facts.map(\.resident.rawValue)
        let (epochs, seqs) = (facts.map { Int32(clamping: $0.place.epoch) }, facts.map(\.place.seq))
        return [
            """
            DELETE FROM resident
            USING unnest(\(residents), \(epochs), \(seqs)) AS corrected (resident_id, epoch, seq)
            WHERE station_id = \(station.rawValue) AND resident.resident_id = corrected.resident_id
                AND resident.epoch = corrected.epoch AND resident.seq = corrected.seq
            """,
            """
            DELETE FROM consent
            USING unnest(\(residents), \(epochs), \(seqs)) AS corrected (resident_id, epoch, seq)
            WHERE station_id = \(station.rawValue) AND consent.resident_id = corrected.resident_id
                AND consent.epoch = corrected.epoch AND consent.seq = corrected.seq
            """,
        ]
    }

    /// Removes what is derived of residents.
    public static func forget(_ residents: [ResidentID], of station: StationCode) -> [Query] {
        let ids = residents.map(\.rawValue)
        return [
            "DELETE FROM resident WHERE station_id = \(station.rawValue) AND resident_id = ANY (\(ids))",
            "DELETE FROM consent WHERE station_id = \(station.rawValue) AND resident_id = ANY (\(ids))",
        ]
    }

    /// The last registration of each resident, the latest first, after one: resident, epoch, seq, occurred, sealed profile.
    ///
    /// - Parameter ids: the range of residents' ids to look in.
    public static func residents(
        of station: StationCode, ids: ClosedRange<ResidentID>?, after cursor: ResidentCursor?, limit: Int
    ) -> Query {
        """
        SELECT resident_id, epoch, seq, occurred_at, profile FROM resident
        WHERE station_id = \(station.rawValue)
            AND (\(ids?.lowerBound.rawValue)::uuid IS NULL
                OR resident_id BETWEEN \(ids?.lowerBound.rawValue) AND \(ids?.upperBound.rawValue))
            AND (\(cursor?.occurredAt)::timestamptz IS NULL OR (occurred_at, epoch, seq)
                < (\(cursor?.occurredAt), \(cursor.map { Int32(clamping: $0.place.epoch) }), \(cursor?.place.seq)))
            AND NOT EXISTS (
                SELECT FROM resident AS later
                WHERE later.station_id = resident.station_id AND later.resident_id = resident.resident_id
                    AND (later.occurred_at, later.epoch, later.seq)
                        > (resident.occurred_at, resident.epoch, resident.seq))
        ORDER BY occurred_at DESC, epoch DESC, seq DESC
        LIMIT \(Int64(limit))
        """
    }

    /// The last registration of one resident: epoch, seq, occurred, sealed profile.
    public static func registration(of resident: ResidentID, at station: StationCode) -> Query {
        """
        SELECT epoch, seq, occurred_at, profile FROM resident
        WHERE station_id = \(station.rawValue) AND resident_id = \(resident.rawValue)
        ORDER BY occurred_at DESC, epoch DESC, seq DESC LIMIT 1
        """
    }

    /// The decisions of residents in the order of the chain: resident, epoch, seq, occurred, item, decision, sealed detail.
    public static func consents(of residents: [UUID], at station: StationCode) -> Query {
        """
        SELECT resident_id, epoch, seq, occurred_at, item, decision, detail FROM consent
        WHERE station_id = \(station.rawValue) AND resident_id = ANY (\(residents))
        ORDER BY resident_id, epoch, seq, item
        """
    }
}

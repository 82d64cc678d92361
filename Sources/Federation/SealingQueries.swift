public import HubModel
public import Postgres

/// The statements that find facts by whom they are sealed for.
public enum SealingQueries {
    /// Whom stored facts are about or sealed for: epoch, seq, subject; one look into the key for each.
    ///
    /// - Parameter places: of one chain.
    public static func subjects(of station: StationCode, at places: [FactPlace]) -> Query {
        """
        SELECT asked.epoch, asked.seq, stored.subject
        FROM unnest(\(places.map { Int32(clamping: $0.epoch) }), \(places.map(\.seq))) AS asked (epoch, seq)
        CROSS JOIN LATERAL (
            SELECT coalesce(sealed_for, subject) AS subject FROM fact
            WHERE station_id = \(station.rawValue) AND origin = \((places.first?.origin ?? .station).rawValue) AND fact.epoch = asked.epoch
                AND fact.seq = asked.seq
            OFFSET 0) AS stored
        """
    }

    /// The stations that ever sent something, also those that left the configuration.
    public static func stations() -> Query { "SELECT DISTINCT station_id FROM watermark ORDER BY station_id" }

    /// Keeps batches of a station, and facts born at the hub for it, out until the end of the transaction.
    public static func lockChains(of station: StationCode) -> Query {
        "SELECT epoch FROM watermark WHERE station_id = \(station.rawValue) ORDER BY origin, epoch FOR UPDATE"
    }

    /// The facts that are sealed for one subject and no corrections, in the order of the chains: origin, epoch, seq, id.
    public static func facts(about subject: ResidentID, of station: StationCode) -> Query {
        """
        SELECT origin, epoch, seq, id FROM fact
        WHERE station_id = \(station.rawValue) AND sealed_for = \(subject.rawValue) AND kind <> 'correction'
        ORDER BY origin, epoch, seq
        """
    }

    /// All facts that are sealed for one subject, corrections too, in the order of the chains: origin, epoch, seq, id,
    /// kind, occurred, header, data, code of the reason when it is quarantined.
    public static func record(of subject: ResidentID, at station: StationCode) -> Query {
        """
        SELECT fact.origin, fact.epoch, fact.seq, id, kind, occurred_at, header, data, quarantine.code
        FROM fact LEFT JOIN quarantine USING (station_id, origin, epoch, seq)
        WHERE fact.station_id = \(station.rawValue) AND fact.sealed_for = \(subject.rawValue)
        ORDER BY fact.origin DESC, fact.epoch, fact.seq
        """
    }
}

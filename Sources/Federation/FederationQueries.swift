public import FactLog
public import Foundation
public import HubModel
public import Postgres

/// The statements on chains of facts, their watermarks and receipts.
public enum FederationQueries {
    /// Begins the first epoch of a chain that has no facts yet.
    public static func beginChain(
        of station: StationCode, origin: FactOrigin = .station, genesis: FactHash
    ) -> Query {
        """
        INSERT INTO watermark (station_id, origin, epoch, accepted_through, last_hash)
        VALUES (\(station.rawValue), \(origin.rawValue), 1, 0, \(genesis.bytes))
        ON CONFLICT DO NOTHING
        """
    }

    /// Locks the newest watermark of a station's chain: epoch, accepted through, last hash.
    public static func lockWatermark(of station: StationCode, origin: FactOrigin = .station) -> Query {
        """
        SELECT epoch, accepted_through, last_hash FROM watermark
        WHERE station_id = \(station.rawValue) AND origin = \(origin.rawValue)
        ORDER BY epoch DESC LIMIT 1 FOR UPDATE
        """
    }

    /// The same unless the batch has its receipt: a batch that comes again locks nothing and so writes nothing.
    public static func lockWatermark(of station: StationCode, unlessAnswered batchDigest: FactHash) -> Query {
        """
        SELECT epoch, accepted_through, last_hash FROM watermark
        WHERE station_id = \(station.rawValue) AND origin = 'station'
            AND contact_digest IS DISTINCT FROM \(batchDigest.bytes) AND NOT EXISTS (
                SELECT FROM sync_receipt
                WHERE sync_receipt.station_id = \(station.rawValue) AND batch_digest = \(batchDigest.bytes))
        ORDER BY epoch DESC LIMIT 1 FOR UPDATE
        """
    }

    /// The newest watermark without a lock: epoch, accepted through, last hash.
    public static func watermark(of station: StationCode) -> Query {
        """
        SELECT epoch, accepted_through, last_hash FROM watermark
        WHERE station_id = \(station.rawValue) AND origin = 'station'
        ORDER BY epoch DESC LIMIT 1
        """
    }

    /// The receipt given for a batch.
    public static func receipt(for batchDigest: FactHash, of station: StationCode) -> Query {
        """
        SELECT receipt FROM sync_receipt
        WHERE station_id = \(station.rawValue) AND batch_digest = \(batchDigest.bytes)
        UNION ALL
        SELECT contact_receipt FROM watermark
        WHERE station_id = \(station.rawValue) AND origin = 'station' AND contact_digest = \(batchDigest.bytes)
        """
    }

    /// Hashes of stored facts: seq, hash; one look into the key for each.
    public static func hashes(of station: StationCode, epoch: Int, seqs: [Int64]) -> Query {
        """
        SELECT asked.seq, hash
        FROM unnest(\(seqs)) AS asked (seq)
        CROSS JOIN LATERAL (
            SELECT hash FROM fact
            WHERE station_id = \(station.rawValue) AND origin = 'station' AND epoch = \(Int32(clamping: epoch))
                AND fact.seq = asked.seq
            OFFSET 0) AS stored
        """
    }

    /// Hashes of stored facts that stand one behind the other: seq, hash.
    public static func hashes(of station: StationCode, epoch: Int, range: ClosedRange<Int64>) -> Query {
        """
        SELECT seq, hash FROM fact
        WHERE station_id = \(station.rawValue) AND origin = 'station' AND epoch = \(Int32(clamping: epoch))
            AND seq BETWEEN \(range.lowerBound) AND \(range.upperBound)
        """
    }

    /// Stores facts that join the chain.
    ///
    /// One array a column: a COPY can't write to a table under row-level security, and an INSERT from a temporary table
    /// costs two more round trips. The arrays stand in the SELECT list, which takes them apart in step row by row; in FROM
    /// each would first be written out whole.
    public static func insert(
        _ facts: FactRows, of station: StationCode, origin: FactOrigin = .station, epoch: Int, receivedAt: Date
    ) -> Query {
        """
        INSERT INTO fact (
            station_id, origin, epoch, received_at, seq, id, kind, occurred_at, recorded_at, subject, header, salt, data,
            sealed_for, data_digest, hash)
        SELECT \(station.rawValue), \(origin.rawValue), \(Int32(clamping: epoch)), \(receivedAt),
            unnest(\(facts.seqs)), unnest(\(facts.ids)), unnest(\(facts.kinds)), unnest(\(facts.occurredAt)), unnest(\(facts.recordedAt)),
            unnest(\(facts.subjects)), unnest(\(facts.headers)), unnest(\(facts.salts)), unnest(\(facts.data)),
            unnest(\(facts.sealedFor)), unnest(\(facts.dataDigests)), unnest(\(facts.hashes))
        """
    }

    /// Notes which facts count for nothing, and why.
    public static func quarantine(
        _ entries: [BatchReceipt.Quarantined], of station: StationCode, epoch: Int, receivedAt: Date
    ) -> Query {
        """
        INSERT INTO quarantine (station_id, origin, epoch, received_at, seq, code, detail)
        SELECT \(station.rawValue), 'station', \(Int32(clamping: epoch)), \(receivedAt), * FROM unnest(
            \(entries.map(\.seq)), \(entries.map(\.code)), \(entries.map(\.detail)))
        """
    }

    /// Moves the watermark and notes the contact.
    ///
    /// What a station says of a time that has not come yet counts as now: with a wrong clock it would never be silent.
    ///
    /// - Parameter quarantined: how many facts were quarantined now.
    public static func advance(
        _ watermark: Watermark, of station: StationCode, completeThrough: Date, signature: BatchSignature,
        contactAt: Date, quarantined: Int
    ) -> Query {
        """
        UPDATE watermark SET accepted_through = \(watermark.acceptedThrough), last_hash = \(watermark.lastHash.bytes),
            complete_through = greatest(complete_through, \(min(completeThrough, contactAt))),
            last_contact_at = \(contactAt), quarantined = quarantined + \(Int64(quarantined)),
            last_key_id = \(signature.keyID), last_signed_at = \(signature.signedAt)
        WHERE station_id = \(station.rawValue) AND origin = 'station' AND epoch = \(Int32(clamping: watermark.epoch))
        """
    }

    /// Moves the watermark of the facts that are born at the hub.
    public static func advanceOwn(_ watermark: Watermark, of station: StationCode) -> Query {
        """
        UPDATE watermark SET accepted_through = \(watermark.acceptedThrough), last_hash = \(watermark.lastHash.bytes)
        WHERE station_id = \(station.rawValue) AND origin = 'hub' AND epoch = \(Int32(clamping: watermark.epoch))
        """
    }

    /// Keeps the answer to a batch.
    public static func store(
        _ receipt: [UInt8], for batchDigest: FactHash, of station: StationCode, signature: BatchSignature,
        receivedAt: Date
    ) -> Query {
        """
        INSERT INTO sync_receipt (station_id, batch_digest, receipt, received_at, key_id, signed_at)
        VALUES (
            \(station.rawValue), \(batchDigest.bytes), \(receipt), \(receivedAt), \(signature.keyID),
            \(signature.signedAt))
        """
    }

    /// Keeps the answer to an empty batch until the next one.
    public static func store(
        contact receipt: [UInt8], for batchDigest: FactHash, of station: StationCode, epoch: Int
    ) -> Query {
        """
        UPDATE watermark SET contact_digest = \(batchDigest.bytes), contact_receipt = \(receipt)
        WHERE station_id = \(station.rawValue) AND origin = 'station' AND epoch = \(Int32(clamping: epoch))
        """
    }

    /// Forgets the answers to batches older than the table's policy says; one that comes again after that is compared
    /// fact by fact.
    public static func forgetReceipts() -> Query { "DELETE FROM sync_receipt" }

    /// A stored fact: kind, occurred, id, subject, whom data is sealed for, data, whether quarantined, header.
    public static func fact(of station: StationCode, at place: FactPlace) -> Query {
        """
        SELECT kind, occurred_at, id, subject, sealed_for, data, EXISTS (
            SELECT FROM quarantine
            WHERE quarantine.station_id = fact.station_id AND quarantine.origin = fact.origin
                AND quarantine.epoch = fact.epoch AND quarantine.seq = fact.seq), header
        FROM fact
        WHERE station_id = \(station.rawValue) AND origin = \(place.origin.rawValue)
            AND epoch = \(Int32(clamping: place.epoch)) AND seq = \(place.seq)
        """
    }

    /// The last correction of a fact: epoch and seq of the correcting fact.
    public static func correction(of station: StationCode, at place: FactPlace) -> Query {
        """
        SELECT epoch, seq FROM fact_correction
        WHERE station_id = \(station.rawValue) AND origin = \(place.origin.rawValue)
            AND corrected_epoch = \(Int32(clamping: place.epoch)) AND corrected_seq = \(place.seq)
        """
    }

    /// Notes that a fact was corrected by a later one.
    public static func storeCorrection(
        of corrected: FactPlace, by correcting: FactPlace, station: StationCode
    ) -> Query {
        """
        INSERT INTO fact_correction (station_id, origin, epoch, seq, corrected_epoch, corrected_seq)
        VALUES (
            \(station.rawValue), \(correcting.origin.rawValue), \(Int32(clamping: correcting.epoch)), \(correcting.seq),
            \(Int32(clamping: corrected.epoch)), \(corrected.seq))
        ON CONFLICT (station_id, origin, corrected_epoch, corrected_seq)
        DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq
        """
    }

    /// Facts of a station's chain in its order, after a place: epoch, seq, id, kind, occurred, subject, whom data
    /// is sealed for, data.
    public static func facts(of station: StationCode, after place: FactPlace, limit: Int) -> Query {
        """
        SELECT epoch, seq, id, kind, occurred_at, subject, sealed_for, data FROM fact
        WHERE station_id = \(station.rawValue) AND origin = \(place.origin.rawValue)
            AND (epoch, seq) > (\(Int32(clamping: place.epoch)), \(place.seq))
        ORDER BY epoch, seq LIMIT \(Int64(limit))
        """
    }

    /// Creates the partition of a month of facts unless it is there.
    public static func preparePartition(of month: CalendarDate) -> Query {
        "SELECT prepare_fact_partition(\(month))::text"
    }

    /// The quarantined facts of a station: origin, epoch, seq.
    public static func quarantinedPlaces(of station: StationCode) -> Query {
        "SELECT origin, epoch, seq FROM quarantine WHERE station_id = \(station.rawValue)"
    }

    /// The corrected facts of a station: origin, epoch, seq.
    public static func correctedPlaces(of station: StationCode) -> Query {
        """
        SELECT origin, corrected_epoch, corrected_seq FROM fact_correction
        WHERE station_id = \(station.rawValue)
        """
    }

    /// What the bureau sees of each station's chain: station, stored, quarantined, complete through, last contact.
    public static func reporting() -> Query {
        """
        SELECT station.station_id, coalesce(sum(accepted_through), 0)::int8, coalesce(sum(quarantined), 0)::int8,
            max(complete_through), max(last_contact_at)
        FROM station LEFT JOIN watermark ON watermark.station_id = station.station_id AND origin = 'station'
        WHERE station.active
        GROUP BY station.station_id ORDER BY station.station_id
        """
    }
}

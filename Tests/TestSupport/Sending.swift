import Crypto
import Directory
import DistrictConfig
public import FactLog
public import Federation
public import Foundation
public import HubModel
public import HubRuntime
public import Indicators
import Postgres

extension TestDatabase {
    /// A new key of a station that the hub knows.
    public func enrol(_ station: StationCode, at now: Date = FixedClock.now) async throws -> StationPrivateKey {
        let key = StationPrivateKey()
        let issued = try await IssueEnrolmentCode(database: hub)(for: station, by: "test", at: now)
        _ = try await EnrolStation(database: hub)(station, code: issued.code, key: key.publicKey, at: now)
        return key
    }

    /// Ingests the facts from `first` to `last` of a book.
    ///
    /// - Returns: the receipt's bytes.
    /// - Throws: `BatchRefusal`.
    @discardableResult
    public func send(
        _ book: StationBook, _ first: Int64, _ last: Int64, completeThrough: Date = FixedClock.now
    ) async throws -> [UInt8] {
        let batch = try book.batch(first, last, completeThrough: completeThrough)
        return try await ingest(batch, digest: Self.digest(of: batch), signature: Self.signature).receipt
    }

    /// Ingests a whole book as one batch.
    @discardableResult
    public func send(_ book: StationBook) async throws -> BatchReceipt {
        try Self.receipt(try await send(book, 1, book.count))
    }

    public static func receipt(_ bytes: [UInt8]) throws -> BatchReceipt {
        try JSONDecoder().decode(BatchReceipt.self, from: Data(bytes))
    }

    /// What tells identical requests apart from others, as the HTTP route computes it.
    public static func digest(of batch: FactBatch) -> FactHash {
        let body = FactHash(SHA256.hash(data: batch.body))
        return FactHash(SHA256.hash(data: Array(batch.description.fieldValue.utf8) + body.bytes))
    }

    /// Stands for a station's own where only the batch matters.
    public static var signature: BatchSignature { BatchSignature(keyID: "a-key", signedAt: FixedClock.now) }

    /// Where roll-up and recount disagree, for all stations.
    public func rollupDifferences() async throws -> [RecountRollups.Difference] {
        var differences: [RecountRollups.Difference] = []
        for station in configuration.stations {
            differences += try await RecountRollups(database: hub, rules: rules, keys: keys)(station.code).differences
        }
        return differences
    }

    /// The amounts of an indicator of a station by dimension, summed over all days.
    public func amounts(_ indicator: Indicator, of station: StationCode) async throws -> [String: Int64] {
        let rows = try await asAdministrator { connection in
            try await connection.rows(
                """
                SELECT dimension, sum(amount)::int8 FROM rollup
                WHERE station_id = \(station.rawValue) AND indicator = \(indicator.rawValue) GROUP BY dimension
                """, as: (String.self, Int64.self))
        }
        return Dictionary(uniqueKeysWithValues: rows.filter { $0.1 != 0 }.map { ($0.0, $0.1) })
    }

    /// What the facts have come to at the hub: roll-ups, persons, orders, quarantine and the list to be looked at, without
    /// when and in which batch it happened.
    public func readModels() async throws -> [String: [String]] {
        var models: [String: [String]] = [:]
        models["rollup"] = try await texts(
            "SELECT concat_ws('|', station_id, occurred_day, indicator, dimension, amount) FROM rollup WHERE amount <> 0 ORDER BY 1"
        )
        models["person_day"] = try await texts(
            "SELECT concat_ws('|', station_id, indicator, subject, day, sightings) FROM person_day WHERE sightings <> 0 ORDER BY 1"
        )
        models["service_order"] = try await texts(
            "SELECT concat_ws('|', station_id, order_id, steps, state) FROM service_order WHERE steps <> '{}' ORDER BY 1"
        )
        models["enrolment"] = try await texts(
            """
            SELECT concat_ws('|', station_id, enrolment_id, steps, package, plugin, plugin_version, state)
            FROM enrolment WHERE steps <> '{}' ORDER BY 1
            """)
        models["quarantine"] = try await texts(
            "SELECT concat_ws('|', station_id, epoch, seq, code, detail) FROM quarantine ORDER BY 1")
        models["fact_correction"] = try await texts(
            "SELECT concat_ws('|', station_id, corrected_epoch, corrected_seq, epoch, seq) FROM fact_correction ORDER BY 1"
        )
        models["attention"] = try await openAttention()
        return models
    }
}

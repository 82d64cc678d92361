import FactLog
import Federation
import Foundation
import HubModel
import Postgres

/// The reference: COPY BINARY of the facts' rows into a keyed, logged table, and nothing else.
///
/// The rows are read from the batches beforehand, so that what is timed is sending them, storing them and committing.
struct BareCopy: Sendable {
    private struct Fact {
        var seq: Int64
        var id: UUID
        var kind: String
        var occurredAt: Date
        var recordedAt: Date
        var subject: UUID?
        var header: [UInt8]
        var salt: [UInt8]
        var data: [UInt8]
        var dataDigest: [UInt8]
        var hash: [UInt8]
    }

    private static let sql = """
        COPY bare.fact (
            station_id, origin, epoch, received_at, seq, id, kind, occurred_at, recorded_at, subject, header, salt, data,
            data_digest, hash) FROM STDIN (FORMAT BINARY)
        """

    /// One element a transaction.
    private let transactions: [(station: String, facts: [Fact])]

    init(_ batches: [FactBatch]) {
        transactions = batches.map { batch in
            let facts = zip(batch.lines, batch.dataDigests).map { line, digest in
                Fact(
                    seq: line.header.seq, id: line.header.id.rawValue, kind: line.header.kind,
                    occurredAt: line.header.occurredAt, recordedAt: line.header.recordedAt,
                    subject: line.header.subject?.rawValue, header: Array(batch.body[line.headerRange]),
                    salt: Array(line.salt), data: Array(batch.body[line.dataRange]), dataDigest: digest.bytes,
                    hash: line.hash.bytes)
            }
            return (batch.description.station.rawValue, facts)
        }
    }

    /// Copies each batch in a transaction of its own.
    func run(on connection: Connection) async throws {
        let receivedAt = Date()
        for (station, facts) in transactions {
            try await connection.copyIn(sql: Self.sql) { writer in
                for fact in facts { try Self.write(fact, station, receivedAt, &writer) }
            }
        }
    }

    private static func write(_ fact: Fact, _ station: String, _ receivedAt: Date, _ writer: inout CopyInWriter) throws
    {
        try writer.row { fields in
            fields.write(station)
            fields.write("station")
            fields.write(Int32(1))
            fields.write(receivedAt)
            fields.write(fact.seq)
            fields.write(fact.id)
            fields.write(fact.kind)
            fields.write(fact.occurredAt)
            fields.write(fact.recordedAt)
            fields.write(fact.subject)
            fields.write(fact.header)
            fields.write(fact.salt)
            fields.write(fact.data)
            fields.write(fact.dataDigest)
            fields.write(fact.hash)
        }
    }
}

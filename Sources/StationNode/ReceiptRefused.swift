import FactLog
import Foundation
import GRDB
import HubModel

/// The outbox holds the places of the facts that the hub has not acknowledged; the lines stay with the facts.
extension LocalBook {
    /// The next facts to send, oldest first; an empty batch when everything has been acknowledged.
    ///
    /// `completeThrough` is `now` when the batch drains the outbox, else a second before the earliest event that
    /// stays behind, and never earlier than what was claimed before, unless a wrong clock claimed the future.
    func nextBatch(_ limits: BatchLimits, now: Date) async throws -> OutgoingBatch {
        try await pool.read { [station] database in
            let epoch = try Int.fetchOne(database, sql: "SELECT epoch FROM outbox ORDER BY epoch, seq LIMIT 1")
            guard let epoch else { return try Self.heartbeat(database, station: station, now: now) }
            var batch: (first: Int64, last: Int64, hash: FactHash)?
            var body: [UInt8] = []
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT seq, line, hash FROM outbox JOIN fact USING (epoch, seq)
                    WHERE epoch = ? ORDER BY seq LIMIT ?
                    """,
                arguments: [epoch, limits.facts])
            while let row = try rows.next() {
                let line = row["line"] as Data
                let seq = row["seq"] as Int64
                guard batch == nil || body.count + line.count + 1 <= limits.bytes else { break }
                // A hole comes from a requeue that met a late receipt; the next batch goes on behind it.
                if let last = batch?.last, seq != last + 1 { break }
                guard let hash = FactHash(bytes: row["hash"] as Data) else { throw LocalBookError.damaged("fact") }
                body += line
                body.append(0x0A)
                batch = (batch?.first ?? seq, seq, hash)
            }
            guard let batch else { throw LocalBookError.damaged("outbox") }
            let description = BatchDescription(
                station: station, epoch: epoch, first: batch.first, last: batch.last, lastHash: batch.hash,
                completeThrough: try Self.completeThrough(
                    database, epoch: epoch, behind: batch.last, now: now))
            return OutgoingBatch(description: description, body: body)
        }
    }

    private static func heartbeat(_ database: Database, station: StationCode, now: Date) throws -> OutgoingBatch {
        let head = try ChainHead(database)
        let complete = try completeThrough(database, epoch: head.epoch, behind: head.seq, now: now)
        let description = BatchDescription(
            station: station, epoch: head.epoch, first: head.seq + 1, last: head.seq, lastHash: head.hash,
            completeThrough: complete)
        return OutgoingBatch(description: description, body: [])
    }

    private static func completeThrough(
        _ database: Database, epoch: Int, behind last: Int64, now: Date
    ) throws -> Date {
        let earliest = try Int64.fetchOne(
            database, sql: "SELECT min(occurred_at) FROM outbox WHERE (epoch, seq) > (?, ?)", arguments: [epoch, last])
        let claimed = try Int64.fetchOne(database, sql: "SELECT max(complete_through) FROM acknowledged") ?? .min
        var second = Int64(now.timeIntervalSince1970.rounded(.down))
        if let earliest {
            let before = Int64((Double(earliest) / 1000).rounded(.down)) - 1
            second = min(second, before)
        }
        let isPossible = Double(claimed) <= now.timeIntervalSince1970
        return Date(timeIntervalSince1970: Double(isPossible ? max(second, claimed) : second))
    }

    /// Takes from the outbox what a receipt acknowledges, after comparing it with the book's own chain.
    ///
    /// - Throws: ``ReceiptRefused`` when the receipt says something else than the chain; nothing is changed then.
    func acknowledge(_ receipt: SyncReceipt, of batch: BatchDescription, now: Date) async throws {
        try await pool.write { [station] database in
            try Self.check(receipt, of: batch, station: station, database)
            try database.execute(
                sql: "DELETE FROM outbox WHERE epoch = ? AND seq <= ?",
                arguments: [receipt.epoch, receipt.acceptedThrough])
            let claimed = Int64(batch.completeThrough.timeIntervalSince1970)
            // No later claim was possible at this time: an earlier one beyond it came from a wrong clock.
            try database.execute(
                sql: "UPDATE acknowledged SET complete_through = ? WHERE complete_through > ?",
                arguments: [claimed, Int64(now.timeIntervalSince1970.rounded(.down))])
            try Self.storeAcknowledged(
                HubState(receipt), receipt: receipt, completeThrough: claimed, lowering: false, in: database)
            for notice in receipt.quarantined {
                let known = try Bool.fetchOne(
                    database, sql: "SELECT EXISTS (SELECT 1 FROM fact WHERE epoch = ? AND seq = ?)",
                    arguments: [receipt.epoch, notice.seq])
                guard known == true else { continue }
                try database.execute(
                    sql: """
                        INSERT INTO quarantine_notice VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT DO UPDATE SET code = excluded.code, detail = excluded.detail
                        """,
                    arguments: [receipt.epoch, notice.seq, notice.code, notice.detail ?? "", now.milliseconds])
            }
        }
    }

    private static func check(
        _ receipt: SyncReceipt, of batch: BatchDescription, station: StationCode, _ database: Database
    ) throws {
        guard receipt.station == station.rawValue else { throw ReceiptRefused.otherStation }
        guard receipt.epoch == batch.epoch else { throw ReceiptRefused.otherEpoch }
        guard receipt.acceptedThrough >= batch.last else { throw ReceiptRefused.behindBatch }
        try check(HubState(receipt), against: database, station: station)
    }

    /// Compares what the hub says it has with the chain.
    static func check(_ state: HubState, against database: Database, station: StationCode) throws {
        guard let own = try hash(at: state.acceptedThrough, epoch: state.epoch, station: station, database) else {
            throw ReceiptRefused.beyondBook
        }
        guard FactHash(hex: state.lastHash) == own else { throw ReceiptRefused.otherHash }
    }

    private static func hash(
        at seq: Int64, epoch: Int, station: StationCode, _ database: Database
    ) throws -> FactHash? {
        guard seq > 0 else { return FactChain.genesis(station: station, origin: .station, epoch: epoch) }
        let stored = try Data.fetchOne(
            database, sql: "SELECT hash FROM fact WHERE epoch = ? AND seq = ?", arguments: [epoch, seq])
        return stored.flatMap { FactHash(bytes: $0) }
    }

    /// Puts everything behind what the hub has back into the outbox, after a hub has lost facts that it had
    /// acknowledged.
    ///
    /// - Returns: the number of facts that came back.
    /// - Throws: ``ReceiptRefused`` when the hub's chain is another one.
    func requeue(behind state: HubState) async throws -> Int {
        try await pool.write { [station] database in
            guard state.station == station.rawValue else { throw ReceiptRefused.otherStation }
            guard try ChainHead(database).epoch == state.epoch else { throw ReceiptRefused.otherEpoch }
            try Self.check(state, against: database, station: station)
            try database.execute(
                sql: """
                    INSERT INTO outbox SELECT epoch, seq, occurred_at FROM fact WHERE epoch = ? AND seq > ?
                    ON CONFLICT DO NOTHING
                    """,
                arguments: [state.epoch, state.acceptedThrough])
            let requeued = database.changesCount
            try database.execute(
                sql: "DELETE FROM outbox WHERE epoch = ? AND seq <= ?", arguments: [state.epoch, state.acceptedThrough])
            try Self.storeAcknowledged(state, receipt: nil, completeThrough: nil, lowering: true, in: database)
            return requeued
        }
    }

    private static func storeAcknowledged(
        _ state: HubState, receipt: SyncReceipt?, completeThrough: Int64?, lowering: Bool, in database: Database
    ) throws {
        // Without `lowering` a receipt that arrives late changes nothing.
        try database.execute(
            sql: """
                INSERT INTO acknowledged VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (epoch) DO UPDATE SET
                    accepted_through = excluded.accepted_through, last_hash = excluded.last_hash,
                    receipt = excluded.receipt, received_at = excluded.received_at,
                    complete_through = max(complete_through, excluded.complete_through)
                WHERE ? OR excluded.accepted_through >= accepted_through
                """,
            arguments: [
                state.epoch, state.acceptedThrough, Data(FactHash(hex: state.lastHash)?.bytes ?? []), receipt?.receipt,
                receipt?.receivedAt, completeThrough ?? 0, lowering,
            ])
    }

    /// The number of facts that the hub has not acknowledged.
    public func unsentCount() async throws -> Int {
        try await pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM outbox") ?? 0 }
    }
}

/// Why an answer of the hub is not believed.
enum ReceiptRefused: Error, Equatable, Sendable {
    case otherStation, otherEpoch
    /// It acknowledges less than the batch it should be for.
    case behindBatch
    /// It speaks of facts that the book doesn't have.
    case beyondBook
    case otherHash
}

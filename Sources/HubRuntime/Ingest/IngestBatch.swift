public import FactLog
public import Federation
public import Foundation
import HubModel
import Postgres
public import Protection
public import Services

/// Takes one batch of a station: everything it changes, or nothing, in one transaction.
///
/// Idempotent: the identical batch returns its stored receipt, an overlapping one adds only what is new.
public struct IngestBatch: Sendable {
    private let database: HubDatabase
    private let rules: FactRules
    private let keys: KeyRing
    private let now: @Sendable () -> Date
    private var isProtected = true

    /// - Parameters:
    ///   - keys: wrap the keys that facts are sealed with.
    ///   - now: the hub's clock.
    public init(
        database: HubDatabase, rules: FactRules, keys: KeyRing, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.database = database
        self.rules = rules
        self.keys = keys
        self.now = now
    }

    /// The same work without sealing facts and without an entry in the audit trail.
    ///
    /// For measuring what these cost, and for nothing else: no setting leads here, and a test sees to it that no program
    /// but the benchmark asks for it.
    package static func unprotected(database: HubDatabase, rules: FactRules, keys: KeyRing) -> IngestBatch {
        var ingest = IngestBatch(database: database, rules: rules, keys: keys)
        ingest.isProtected = false
        return ingest
    }

    /// - Parameters:
    ///   - batch: read, its station the one that signed it.
    ///   - digest: what tells identical requests apart from others.
    ///   - signature: what is kept with the receipt; the identical batch may be signed anew.
    /// - Throws: `BatchRefusal`, `KeyRingError` or `SubjectKeyError`, after which nothing is stored; `PostgresError`.
    public func callAsFunction(
        _ batch: FactBatch, digest: FactHash, signature: BatchSignature
    ) async throws -> IngestedBatch {
        let ingested: IngestedBatch
        do {
            ingested = try await commit(batch, digest, signature)
        } catch let error as PostgresError where error.constraintName == SubjectKeyQueries.constraint {
            // A person whom the batch is the first to name was erased at the same moment; now that can be seen.
            ingested = try await commit(batch, digest, signature)
        }
        if ingested.added > 0 { await AnnounceNews(database: database)(batch.description.station) }
        return ingested
    }

    private func commit(
        _ batch: FactBatch, _ digest: FactHash, _ signature: BatchSignature
    ) async throws -> IngestedBatch {
        let (rules, keys, isProtected, receivedAt) = (rules, keys, isProtected, now())
        return try await database.withTransaction(
            as: .station(batch.description.station), role: .ingest, retry: .whenTransient()
        ) { connection in
            var admission = Admission(
                batch: batch, digest: digest, signature: signature, receivedAt: receivedAt, isAudited: isProtected)
            do {
                if let receipt = try await admission.admit(on: connection) {
                    return IngestedBatch(receipt: receipt, added: 0)
                }
            } catch let refusal as BatchRefusal {
                // A line that can't be read comes before what is wrong with the chain.
                _ = try FactReadings(batch, after: 0, rules: rules)
                throw refusal
            }
            let facts = NewFacts(
                batch: batch, duplicates: admission.duplicates, epoch: admission.epoch, rules: rules, keys: keys,
                isSealing: isProtected, receivedAt: receivedAt)
            let (quarantined, statements) = try await facts.store(on: connection)
            return try await admission.commit(quarantined, statements, on: connection)
        }
    }
}

/// The part of the transaction that is about the chain: watermark, duplicates, facts, receipt.
private struct Admission {
    let batch: FactBatch
    let digest: FactHash
    let signature: BatchSignature
    let receivedAt: Date
    let isAudited: Bool
    private(set) var duplicates = 0
    private var watermark: Watermark?

    var epoch: Int { watermark?.epoch ?? 1 }

    init(batch: FactBatch, digest: FactHash, signature: BatchSignature, receivedAt: Date, isAudited: Bool) {
        self.batch = batch
        self.digest = digest
        self.signature = signature
        self.receivedAt = receivedAt
        self.isAudited = isAudited
    }

    /// Locks the watermark and compares the batch with what is stored.
    ///
    /// - Returns: the receipt when the identical batch was committed before.
    mutating func admit(on connection: isolated Connection) async throws -> [UInt8]? {
        let station = batch.description.station
        let results = try await connection.pipeline([
            FederationQueries.lockWatermark(of: station, unlessAnswered: digest),
            // Looked for again behind the lock, since another process may have held it for the same batch.
            FederationQueries.receipt(for: digest, of: station),
        ])
        if let row = results[1].rows.first { return try row.decode([UInt8].self) }
        let watermark: Watermark
        if let row = results[0].rows.first {
            watermark = try Watermark(row)
        } else {
            watermark = try await beginChain(on: connection)
            // Whoever began the chain meanwhile may have committed the identical batch.
            let receipt = try await connection.first(
                FederationQueries.receipt(for: digest, of: station), as: [UInt8].self)
            if let receipt { return receipt }
        }
        duplicates = try ChainRules.duplicates(
            in: batch, at: watermark, stored: try await storedHashes(at: watermark, on: connection))
        self.watermark = watermark
        return nil
    }

    /// The hashes that judge what the batch overlaps.
    private func storedHashes(
        at watermark: Watermark, on connection: isolated Connection
    ) async throws -> [Int64: FactHash] {
        let (station, epoch) = (batch.description.station, watermark.epoch)
        var stored: [Int64: FactHash] = [:]
        func add(_ query: Query) async throws {
            for (seq, hash) in try await connection.rows(query, as: (Int64.self, [UInt8].self)) {
                stored[seq] = FactHash(bytes: hash)
            }
        }
        let seqs = ChainRules.hashesNeeded(for: batch, at: watermark)
        guard !seqs.isEmpty else { return [:] }
        try await add(FederationQueries.hashes(of: station, epoch: epoch, seqs: seqs))
        if let range = ChainRules.overlapToCompare(of: batch, at: watermark, stored: stored) {
            try await add(FederationQueries.hashes(of: station, epoch: epoch, range: range))
        }
        return stored
    }

    private func beginChain(on connection: isolated Connection) async throws -> Watermark {
        let station = batch.description.station
        let genesis = FactChain.genesis(station: station, origin: .station, epoch: 1)
        let results = try await connection.pipeline([
            FederationQueries.beginChain(of: station, genesis: genesis), FederationQueries.lockWatermark(of: station),
        ])
        guard let row = results[1].rows.first else {
            return Watermark(epoch: 1, acceptedThrough: 0, lastHash: genesis)
        }
        return try Watermark(row)
    }

    /// Stores what the facts change, the watermark and the receipt.
    func commit(
        _ quarantined: [BatchReceipt.Quarantined], _ effects: [Query], on connection: isolated Connection
    ) async throws -> IngestedBatch {
        let station = batch.description.station
        var after = watermark ?? Watermark(epoch: 1, acceptedThrough: 0, lastHash: batch.description.lastHash)
        let added = batch.lines.count - duplicates
        if added > 0, let last = batch.lines.last {
            after.acceptedThrough = last.header.seq
            after.lastHash = last.hash
        }
        let receipt = BatchReceipt(
            station: station, watermark: after, added: added, duplicates: duplicates, quarantined: quarantined,
            receivedAt: receivedAt)
        let bytes = try receipt.encoded()
        var statements: [Query] = []
        if !quarantined.isEmpty {
            statements.append(
                FederationQueries.quarantine(quarantined, of: station, epoch: after.epoch, receivedAt: receivedAt))
        }
        statements += effects
        statements += [
            FederationQueries.advance(
                after, of: station, completeThrough: batch.description.completeThrough, signature: signature,
                contactAt: receivedAt, quarantined: quarantined.count),
            // A station in touch sends empty batches all day; only the last one's receipt is kept.
            batch.lines.isEmpty
                ? FederationQueries.store(contact: bytes, for: digest, of: station, epoch: after.epoch)
                : FederationQueries.store(
                    bytes, for: digest, of: station, signature: signature, receivedAt: receivedAt),
        ]
        if added > 0, isAudited { statements.append(AuditQueries.append(event(added: added, after))) }
        _ = try await connection.pipeline(statements)
        return IngestedBatch(receipt: bytes, added: added)
    }
}

extension Admission {
    /// What the trail says of a batch: which facts came, and by which key they were signed.
    private func event(added: Int, _ after: Watermark) -> AuditEvent {
        let station = Organization.station(batch.description.station)
        return AuditEvent(
            .ingest, .create, in: station, by: .stationKey(signature.keyID, of: station),
            on: .init(.facts, "\(after.epoch)/\(after.acceptedThrough)"), source: signature.source,
            details: [.added: "\(added)"], at: receivedAt)
    }
}

extension Watermark {
    /// A row of epoch, accepted through and last hash.
    init(_ row: Row) throws {
        let (epoch, acceptedThrough, lastHash) = try row.decode(Int32.self, Int64.self, [UInt8].self)
        guard let hash = FactHash(bytes: lastHash) else { throw UnreadableWatermark() }
        self.init(epoch: Int(epoch), acceptedThrough: acceptedThrough, lastHash: hash)
    }
}

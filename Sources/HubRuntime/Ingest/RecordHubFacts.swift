import FactLog
import Federation
public import Foundation
public import HubModel
public import Postgres
public import Protection
public import Services

/// Appends facts that are born at the hub to a station's chain of origin `hub`, chained, sealed and counted like those that
/// the station sends.
///
/// One transaction: the chains of the station are locked, so that nobody else, neither the station's node nor the hub,
/// changes what the decision was based on, and concurrent callers come one after the other.
public struct RecordHubFacts: Sendable {
    /// The hub's chains have no second epoch: its database is restored together with them.
    static let epoch = 1

    private let database: HubDatabase
    private let rules: FactRules
    private let keys: KeyRing

    public init(database: HubDatabase, rules: FactRules, keys: KeyRing) {
        self.database = database
        self.rules = rules
        self.keys = keys
    }

    /// - Parameters:
    ///   - principal: writes the station's rows: the station itself, or whoever presents a link of it.
    ///   - now: the hub's clock; when the facts happen and are recorded.
    ///   - decide: reads what it needs behind the locks, checks the rules and says what to record; what it throws leaves
    ///     everything as it was.
    ///   - event: what the audit trail tells of it.
    /// - Returns: the facts' ids.
    /// - Throws: what `decide` throws; ``HubFactError``; `KeyRingError`; `SubjectKeyError`; `PostgresError`.
    @discardableResult
    public func callAsFunction(
        for station: StationCode, as principal: Principal, at now: Date,
        deciding decide: @escaping @Sendable (isolated Connection) async throws -> (facts: [HubFact], event: AuditEvent)
    ) async throws -> [FactID] {
        // The wire's resolution, so that header and column agree.
        let moment = Date(timeIntervalSince1970: now.timeIntervalSince1970.rounded(.down))
        let (rules, keys) = (rules, keys)
        let ids = try await database.withTransaction(as: principal, role: .ingest) { connection -> [FactID] in
            var watermark = try await Self.lock(station, on: connection)
            let (facts, event) = try await decide(connection)
            guard !facts.isEmpty else {
                try await connection.execute(AuditQueries.append(event))
                return []
            }
            let batch = try Self.batch(facts, for: station, behind: watermark, at: moment)
            let (quarantined, statements) = try await NewFacts(
                batch: batch, duplicates: 0, epoch: Self.epoch, rules: rules, keys: keys, receivedAt: now
            ).store(on: connection)
            if let invalid = quarantined.first {
                throw HubFactError.invalid(code: invalid.code, detail: invalid.detail)
            }
            watermark.acceptedThrough = batch.description.last
            watermark.lastHash = batch.description.lastHash
            _ = try await connection.pipeline(
                statements + [FederationQueries.advanceOwn(watermark, of: station), AuditQueries.append(event)])
            return batch.lines.map(\.header.id)
        }
        if !ids.isEmpty { await AnnounceNews(database: database)(station) }
        return ids
    }

    /// Locks all chains of the station, begun first where they are not, and reads the hub's.
    private static func lock(_ station: StationCode, on connection: isolated Connection) async throws -> Watermark {
        let genesis = FactChain.genesis(station: station, origin: .hub, epoch: epoch)
        let results = try await connection.pipeline([
            FederationQueries.beginChain(of: station, origin: .hub, genesis: genesis),
            // A station that never sent anything has no row that its first batch would wait for.
            FederationQueries.beginChain(
                of: station, genesis: FactChain.genesis(station: station, origin: .station, epoch: 1)),
            SealingQueries.lockChains(of: station),
            FederationQueries.lockWatermark(of: station, origin: .hub),
        ])
        guard let row = results[3].rows.first else { throw HubFactError.noChain(station) }
        return try Watermark(row)
    }

    private static func batch(
        _ facts: [HubFact], for station: StationCode, behind watermark: Watermark, at now: Date
    ) throws -> FactBatch {
        var (body, previous) = ([UInt8](), watermark.lastHash)
        for (offset, fact) in facts.enumerated() {
            guard !fact.kind.isAboutRecord else { throw HubFactError.notOfTheHub(fact.kind) }
            let header = FactHeader(
                station: station, origin: .hub, epoch: epoch, seq: watermark.acceptedThrough + 1 + Int64(offset),
                id: FactID(at: now), kind: fact.kind.rawValue, version: fact.kind.knownVersions.upperBound,
                occurredAt: now, recordedAt: now, actor: fact.actor, subject: fact.subject)
            let composed = try FactComposer.compose(
                header: header, salt: FactComposer.randomSalt(), data: fact.data, previous: previous)
            body += composed.line + [UInt8(ascii: "\n")]
            previous = composed.hash
        }
        let description = BatchDescription(
            station: station, epoch: epoch, first: watermark.acceptedThrough + 1,
            last: watermark.acceptedThrough + Int64(facts.count), lastHash: previous, completeThrough: now)
        return try FactBatch(description: description, origin: .hub, body: body)
    }
}

public import DistrictConfig
import Federation
public import Foundation
import Funding
import HubModel
public import Logging
import Metrics
import Postgres
public import Protection
public import ServiceLifecycle
public import Services

/// Applies queued effects of facts to the district's tables, right after the batches that brought them.
///
/// Each is applied and removed in one transaction and idempotent by fact id, so that a crash repeats it harmlessly.
public struct ApplyEffects: Service {
    private let database: HubDatabase
    private let orders: FollowQueuedOrders
    private let announcements: IngestAnnouncements
    private let now: @Sendable () -> Date
    private let logger: Logger
    static let pageSize = 500

    /// - Parameter configuration: what money follows orders by, as it is in force when it is asked.
    public init(
        database: HubDatabase, announcements: IngestAnnouncements,
        configuration: @escaping @Sendable () -> DistrictConfiguration, rules: FactRules, keys: KeyRing, logger: Logger,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.database = database
        self.announcements = announcements
        self.logger = logger
        self.now = now
        orders = FollowQueuedOrders(
            database: database, configuration: configuration, rules: rules, keys: keys, logger: logger, now: now)
    }

    public func run() async throws {
        let signals = announcements.signals()
        await cancelWhenGracefulShutdown {
            await applyAll()
            for await _ in signals { await applyAll() }
        }
    }

    /// Money comes after people, and what stops it does not stop them.
    private func applyAll() async {
        await attempt { try await applySome() }
        await attempt { try await orders.applySome() }
    }

    private func attempt(_ body: () async throws -> Int) async {
        do {
            while try await body() == Self.pageSize {}
        } catch is CancellationError {
        } catch {
            // Effects stay queued; the next round tries again.
            Counter(label: "effects_failures_total").increment()
            logger.warning("effects could not be applied and stay queued", metadata: ["error": "\(error)"])
        }
    }

    /// Applies up to a page of everything that is queued.
    ///
    /// - Returns: how many.
    public func applyPage() async throws -> Int { try await applySome() + orders.applySome() }

    private func applySome() async throws -> Int {
        let now = now()
        return try await database.withTransaction(as: .district, retry: .whenTransient()) { connection in
            let rows = try await connection.rows(
                EffectQueries.take(AttentionEffect.name, limit: Self.pageSize),
                as: (String.self, UUID.self, String.self, JSONB.self))
            var statements: [Query] = []
            for (station, fact, effect, content) in rows {
                guard let station = StationCode(rawValue: station) else { continue }
                let fact = FactID(rawValue: fact)
                statements.append(try Self.attention(content, fact, station, now))
                statements.append(EffectQueries.remove(effect, of: fact, station: station))
            }
            if !statements.isEmpty { _ = try await connection.pipeline(statements) }
            return rows.count
        }
    }

    private static func attention(
        _ content: JSONB, _ fact: FactID, _ station: StationCode, _ now: Date
    ) throws -> Query {
        guard let entry = try content.decode(as: AttentionEffect.self).entry else {
            return ServiceQueries.withdrawAttention(fact, of: station, at: now)
        }
        return ServiceQueries.raiseAttention(entry, fact: fact, of: station, at: now)
    }
}

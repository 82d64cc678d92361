import Federation
public import Foundation
import HubModel
public import Logging
import Metrics
import Postgres
public import Protection
public import ServiceLifecycle
import Services

/// Applies queued effects of facts to the district's tables, right after the batches that brought them.
///
/// Each is applied and removed in one transaction and idempotent by fact id, so that a crash repeats it harmlessly.
public struct ApplyEffects: Service {
    private let database: HubDatabase
    private let announcements: IngestAnnouncements
    private let now: @Sendable () -> Date
    private let logger: Logger
    private static let pageSize = 500

    public init(
        database: HubDatabase, announcements: IngestAnnouncements, logger: Logger,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.database = database
        self.announcements = announcements
        self.logger = logger
        self.now = now
    }

    public func run() async throws {
        let signals = announcements.signals()
        await cancelWhenGracefulShutdown {
            await applyAll()
            for await _ in signals { await applyAll() }
        }
    }

    private func applyAll() async {
        do {
            while try await applySome() == Self.pageSize {}
        } catch is CancellationError {
        } catch {
            // Effects stay queued; the next round tries again.
            Counter(label: "effects_failures_total").increment()
            logger.warning("effects could not be applied and stay queued", metadata: ["error": "\(error)"])
        }
    }

    /// Applies up to a page of effects.
    ///
    /// - Returns: how many.
    public func applySome() async throws -> Int {
        let now = now()
        return try await database.withTransaction(as: .district, retry: .whenTransient()) { connection in
            let rows = try await connection.rows(
                EffectQueries.take(limit: Self.pageSize), as: (String.self, UUID.self, String.self, JSONB.self))
            var statements: [Query] = []
            for (station, fact, effect, content) in rows {
                guard let station = StationCode(rawValue: station) else { continue }
                let fact = FactID(rawValue: fact)
                if effect == AttentionEffect.name {
                    statements.append(try Self.attention(content, fact, station, now))
                }
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

import DistrictConfig
import Federation
import Foundation
import Funding
import HubModel
import Logging
import Metrics
import Postgres
import Protection
import Services

/// Lets money follow the orders that wait in the queue of effects.
struct FollowQueuedOrders {
    let database: HubDatabase
    let configuration: @Sendable () -> DistrictConfiguration
    let rules: FactRules
    let keys: KeyRing
    let logger: Logger
    let now: @Sendable () -> Date

    /// - Returns: how many steps were taken from the queue.
    func applySome() async throws -> Int {
        let (configuration, now) = (configuration(), now())
        let follow = FollowOrders(context: configuration.fundingContext, at: now)
        let check = CheckStatedShares(
            configuration: configuration, rules: rules, keys: keys,
            timeZone: TimeZone(identifier: configuration.district.timeZone) ?? .gmt, now: now)
        let applied = try await database.withTransaction(as: .district, retry: .whenTransient()) { connection in
            // Or else one worker could follow a verification before another one has followed its acceptance.
            try await connection.execute(EffectQueries.lock(QueuedOrderSteps.name))
            let rows = try await connection.rows(
                EffectQueries.take(QueuedOrderSteps.name, limit: ApplyEffects.pageSize),
                as: (String.self, UUID.self, String.self, JSONB.self))
            let page = try rows.compactMap { station, fact, _, content in
                try StationCode(rawValue: station).map {
                    TakenOrderStep(
                        station: $0, fact: FactID(rawValue: fact), queued: try content.decode(as: QueuedOrderStep.self))
                }
            }
            let differences = try await check(page, on: connection)
            let facts = page.enumerated().map { index, taken in
                OrderFact(
                    station: taken.station, fact: taken.fact, step: taken.queued.step,
                    statedOtherwise: differences[index] ?? [])
            }
            connection.enqueue(
                EffectQueries.remove(QueuedOrderSteps.name, of: page.map { (station: $0.station, fact: $0.fact) }))
            return (count: rows.count, unfollowed: try await follow(facts, on: connection))
        }
        if applied.unfollowed > 0 {
            // Loudly, since somebody has to look at them.
            Counter(label: "orders_without_money_total").increment(by: applied.unfollowed)
            logger.warning(
                "steps of orders that no money follows wait to be looked at",
                metadata: ["count": "\(applied.unfollowed)"])
        }
        return applied.count
    }
}

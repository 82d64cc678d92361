import Foundation
import HubModel
import Postgres

/// Follows orders by what is known of them, without a fact of theirs.
struct FollowAgain {
    let context: FundingContext
    let now: Date
    let limit: Int

    func callAsFunction(
        _ kind: OrderFundingStep.Kind, _ query: Query, on connection: isolated Connection
    ) async throws -> (count: Int, next: OrderPass?) {
        let passes = try await connection.rows(query, as: (Date.self, String.self, String.self)).compactMap {
            time, station, order in
            StationCode(rawValue: station).map {
                OrderPass(occurredAt: time, key: OrderKey(station: $0, order: order))
            }
        }
        try await follow(kind, passes.map(\.key), on: connection)
        return (passes.count, passes.count < limit ? nil : passes.last)
    }

    func follow(_ kind: OrderFundingStep.Kind, _ keys: [OrderKey], on connection: isolated Connection) async throws {
        if keys.isEmpty { return }
        let standing = try OrderRows.decode(try await connection.rows(FundingQueries.lockOrders(keys)))
        let facts = keys.compactMap { key in
            standing[key].map { funding in
                OrderFact(
                    station: key.station, fact: FactID(at: now),
                    step: OrderFundingStep(
                        kind: kind, order: key.order, package: funding.package, item: funding.item,
                        subsidyGroup: funding.subsidyGroup, governmentFen: funding.wantedFen,
                        occurredAt: kind == .expired ? now : funding.occurredAt))
            }
        }
        _ = try await FollowOrders(context: context, at: now)(facts, isOfHub: true, on: connection)
    }
}

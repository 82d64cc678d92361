import DistrictConfig
public import Foundation
import HubModel
public import Postgres

/// Gives reservations back whose order nobody did anything for in the days that the district allows.
public struct ReleaseIdleReservations: Sendable {
    private let context: FundingContext
    private let now: Date

    public init(context: FundingContext, at now: Date) {
        self.context = context
        self.now = now
    }

    /// - Parameter connection: in a transaction of the district.
    /// - Returns: how many were looked at; call again when it is `limit`.
    public func callAsFunction(limit: Int = 200, on connection: isolated Connection) async throws -> Int {
        let idle = now.addingTimeInterval(-Double(context.funding.entity.reservationDays) * 86_400)
        return try await FollowAgain(context: context, now: now)(
            .expired, FundingQueries.idleReservations(before: idle, limit: limit), on: connection)
    }
}

/// Tries again to reserve for orders that no budget stood behind, the oldest first.
public struct RetryUnfunded: Sendable {
    private let context: FundingContext
    private let now: Date

    public init(context: FundingContext, at now: Date) {
        self.context = context
        self.now = now
    }

    /// - Parameter connection: in a transaction of the district.
    /// - Returns: how many were tried.
    public func callAsFunction(limit: Int = 200, on connection: isolated Connection) async throws -> Int {
        try await FollowAgain(context: context, now: now)(
            .retried, FundingQueries.unfunded(limit: limit), on: connection)
    }
}

/// Follows orders by what is known of them, without a fact of theirs.
private struct FollowAgain {
    let context: FundingContext
    let now: Date

    func callAsFunction(
        _ kind: OrderMoneyStep.Kind, _ query: Query, on connection: isolated Connection
    ) async throws -> Int {
        let keys = try await connection.rows(query, as: (String.self, String.self)).compactMap { station, order in
            StationCode(rawValue: station).map { OrderKey(station: $0, order: order) }
        }
        if keys.isEmpty { return 0 }
        let standing = try OrderRows.decode(try await connection.rows(FundingQueries.lockOrders(keys)))
        let facts = keys.compactMap { key in
            standing[key].map { funding in
                OrderFact(
                    station: key.station, fact: FactID(at: now),
                    step: OrderMoneyStep(
                        kind: kind, order: key.order, package: funding.package, item: funding.item,
                        subsidyGroup: funding.subsidyGroup, governmentFen: funding.wantedFen,
                        occurredAt: kind == .expired ? now : funding.occurredAt))
            }
        }
        _ = try await FollowOrders(context: context, at: now)(facts, on: connection)
        return keys.count
    }
}

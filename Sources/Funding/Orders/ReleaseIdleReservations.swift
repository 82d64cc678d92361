import DistrictConfig
public import Foundation
import HubModel
public import Postgres

/// Where a page of orders ended that are looked at one after the other.
public struct OrderPass: Hashable, Sendable {
    /// When the last order's latest step happened, and its key.
    public var occurredAt: Date
    public var key: OrderKey
}

/// Gives reservations back whose order nobody did anything for in the days that the district allows.
public struct ReleaseIdleReservations: Sendable {
    private let context: FundingContext
    private let now: Date

    public init(context: FundingContext, at now: Date) {
        self.context = context
        self.now = now
    }

    /// Looks at a page of orders, each once in a pass: what can't be given back, such as in a month that nobody may book
    /// in, is left for another day.
    ///
    /// - Parameters:
    ///   - pass: where the page before ended; nil begins.
    ///   - connection: in a transaction of the district.
    /// - Returns: how many were looked at, and where the next page begins; nil when this was the last.
    public func callAsFunction(
        after pass: OrderPass? = nil, limit: Int = 200, on connection: isolated Connection
    ) async throws -> (count: Int, next: OrderPass?) {
        let idle = now.addingTimeInterval(-Double(context.funding.entity.reservationDays) * 86_400)
        return try await FollowAgain(context: context, now: now, limit: limit)(
            .expired, OrderPassQueries.idleReservations(before: idle, after: pass, limit: limit), on: connection)
    }
}

/// Tries again to reserve for orders that no budget stood behind, the oldest first.
///
/// What a budget can't cure, such as a service that nobody accepted, is left to people.
public struct RetryUnfunded: Sendable {
    private let context: FundingContext
    private let now: Date

    public init(context: FundingContext, at now: Date) {
        self.context = context
        self.now = now
    }

    /// Tries a page of all stations' orders, each once in a pass.
    ///
    /// - Parameters:
    ///   - pass: where the page before ended; nil begins.
    ///   - connection: in a transaction of the district.
    /// - Returns: how many were tried, and where the next page begins; nil when this was the last.
    public func callAsFunction(
        after pass: OrderPass? = nil, limit: Int = 200, on connection: isolated Connection
    ) async throws -> (count: Int, next: OrderPass?) {
        try await FollowAgain(context: context, now: now, limit: limit)(
            .retried, OrderPassQueries.unfunded(after: pass, limit: limit), on: connection)
    }

    /// The orders that a line's money would pay for, locked before the line is, as everybody does who follows orders.
    ///
    /// - Parameter limit: the oldest are taken; the others wait for the daily pass.
    func waiting(
        for line: BudgetLine, limit: Int = 1000, on connection: isolated Connection
    ) async throws -> [OrderKey] {
        guard let station = line.station else { return [] }
        let packages = try await connection.rows(OrderPassQueries.unfundedPackages(of: station), as: String.self)
            .filter { context.package($0, station)?.fundingLine == line.fundingLine }
        if packages.isEmpty { return [] }
        let rows = try await connection.rows(
            OrderPassQueries.unfunded(of: station, packages: packages, limit: limit),
            as: (Date.self, String.self, String.self))
        let keys = rows.map { OrderKey(station: station, order: $0.2) }
        _ = try await connection.rows(FundingQueries.lockOrders(keys))
        return keys
    }

    /// Tries some orders, in their order.
    func callAsFunction(_ keys: [OrderKey], on connection: isolated Connection) async throws {
        try await FollowAgain(context: context, now: now, limit: keys.count).follow(.retried, keys, on: connection)
    }
}

/// Follows orders by what is known of them, without a fact of theirs.
private struct FollowAgain {
    let context: FundingContext
    let now: Date
    let limit: Int

    func callAsFunction(
        _ kind: OrderMoneyStep.Kind, _ query: Query, on connection: isolated Connection
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

    func follow(_ kind: OrderMoneyStep.Kind, _ keys: [OrderKey], on connection: isolated Connection) async throws {
        if keys.isEmpty { return }
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
        _ = try await FollowOrders(context: context, at: now)(facts, isOfHub: true, on: connection)
    }
}

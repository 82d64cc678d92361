public import Foundation
public import Postgres

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

import DistrictConfig
public import Foundation
import HubModel
public import Postgres

/// The finance officer recognises a service after all whose voucher was rejected: money is set aside anew, and what was
/// verified is owed at once, under a voucher of its own that waits for approval.
public struct ReserveRejected: Sendable {
    private let context: FundingContext
    private let now: Date

    public init(context: FundingContext, at now: Date) {
        self.context = context
        self.now = now
    }

    /// - Parameter connection: in a transaction of that person.
    /// - Returns: whether there is money behind the order now; when too little is left, it waits for a budget like others.
    /// - Throws: ``FundingError/notRejected(order:)``, also when somebody did it meanwhile; `PostgresError`.
    public func callAsFunction(_ key: OrderKey, on connection: isolated Connection) async throws -> Bool {
        _ = try await OpenPeriods.lock(today: context.day(now), at: now, on: connection)
        guard let order = try await standing(of: key, on: connection), order.state == .unfunded,
            order.reason == .voucherRejected
        else { throw FundingError.notRejected(order: key.order) }
        try await RetryUnfunded(context: context, at: now)([key], on: connection)
        return try await standing(of: key, on: connection)?.state != .unfunded
    }

    private func standing(of key: OrderKey, on connection: isolated Connection) async throws -> OrderFunding? {
        try OrderRows.decode(try await connection.rows(FundingQueries.lockOrders([key])))[key]
    }
}

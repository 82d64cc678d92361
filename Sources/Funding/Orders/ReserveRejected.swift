import DistrictConfig
public import Foundation
import HubModel
public import Postgres
import Protection

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

extension FundingDesk {
    /// Recognises a service after all whose voucher was rejected, with an entry in the audit trail.
    ///
    /// - Returns: whether there is money behind the order now.
    /// - Throws: what ``ReserveRejected`` throws.
    public func reserveRejected(_ key: OrderKey, by author: FundingAuthor) async throws -> Bool {
        let context = context
        return try await change(by: author) { connection in
            let isFunded = try await ReserveRejected(context: context, at: author.now)(key, on: connection)
            try await author.record(
                .rejectedReserved, .init(.order, key.order), details: [.stations: key.station.rawValue],
                on: connection)
            return isFunded
        }
    }
}

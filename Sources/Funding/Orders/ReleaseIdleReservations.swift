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

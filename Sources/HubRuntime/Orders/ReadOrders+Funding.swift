public import Funding
public import HubModel
import Postgres
public import Protection

extension ReadOrders {
    /// What the money of an order did.
    ///
    /// - Returns: nil when it never cost the government anything, or the principal may not see it: of a station's people
    ///   its manager does, of the bureau's those who answer for money.
    /// - Throws: `PostgresError`.
    public func funding(
        of order: String, at station: StationCode, as principal: Principal
    ) async throws -> OrderFundingRecord? {
        try await desk.database.withTransaction(as: principal, isolation: .repeatableRead, readOnly: true) {
            try await ReadOrderFunding()(OrderKey(station: station, order: order), on: $0)
        }
    }
}

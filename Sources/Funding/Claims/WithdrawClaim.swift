public import Foundation
public import HubModel
public import Postgres

/// A station's manager takes a claim back that nobody decided on; its orders may be claimed again.
public struct WithdrawClaim: Sendable {
    private let now: Date

    public init(at now: Date) {
        self.now = now
    }

    /// - Parameter connection: in a transaction of the manager.
    /// - Throws: ``ClaimError``; `PostgresError`.
    public func callAsFunction(
        _ id: UUID, of station: StationCode, on connection: isolated Connection
    ) async throws {
        let taken = try await connection.first(ClaimQueries.withdraw(id, of: station, at: now), as: UUID.self)
        guard taken == nil else { return }
        guard let claim = try await ReadClaims.claim(id, on: connection), claim.station == station else {
            throw ClaimError.notFound
        }
        throw ClaimError.settled(claim.state)
    }
}

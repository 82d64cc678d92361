public import HubModel
import Postgres
public import Protection

/// Reads how budget lines stand, for people who answer for money and for a station's manager.
public struct ReadBudgetStandings: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// - Parameters:
    ///   - year: the fiscal year.
    ///   - station: nil is all lines that the principal may see.
    /// - Throws: `PostgresError`.
    public func callAsFunction(
        year: Int, of station: StationCode? = nil, as principal: Principal
    ) async throws -> [BudgetStanding] {
        let standings = try await database.withTransaction(
            as: principal, isolation: .repeatableRead, readOnly: true
        ) { try await ReadBudget()(year: year, on: $0) }
        return standings.filter { station == nil || $0.line.station == station }
    }
}

public import HubModel
import Postgres
public import Protection

/// Lists break-glass accesses, the latest first: all of them for directors and auditors, those to its own residents for a
/// station.
public struct ListEmergencyAccess: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    public func callAsFunction(limit: Int = 200, as principal: Principal) async throws -> [EmergencyAccess] {
        try await list(EmergencyAccessQueries.all(limit: limit), as: principal)
    }

    /// Those to one resident's record.
    public func callAsFunction(
        to resident: ResidentID, at station: StationCode, as principal: Principal
    ) async throws -> [EmergencyAccess] {
        try await list(EmergencyAccessQueries.all(to: resident, at: station), as: principal)
    }

    private func list(_ query: Query, as principal: Principal) async throws -> [EmergencyAccess] {
        try await database.withTransaction(as: principal, readOnly: true) { connection in
            try await connection.rows(query).map(EmergencyAccess.init)
        }
    }
}

public import Foundation
public import HubModel
import Postgres
public import Protection

/// Makes keys of a station invalid at once, such as those of a machine that was lost.
public struct RevokeStationKeys: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// - Parameters:
    ///   - keyID: nil for all keys of the station.
    ///   - operatorName: who asked for it, for the record.
    /// - Returns: the ids of the keys that were valid until now.
    /// - Throws: `DirectoryError.unknownStation`.
    public func callAsFunction(
        of station: StationCode, only keyID: String? = nil, by operatorName: String, at now: Date
    ) async throws -> [String] {
        try await database.withTransaction(as: .district) { connection in
            // A station that left the configuration may still have keys worth revoking.
            guard try await connection.first(DirectoryQueries.lockStation(station), as: Bool.self) != nil else {
                throw DirectoryError.unknownStation(code: station.rawValue)
            }
            let revoked = try await connection.rows(
                StationKeyQueries.revokeKeys(of: station, only: keyID, at: now), as: String.self)
            guard !revoked.isEmpty else { return [] }
            try await connection.execute(
                AuditQueries.append(
                    revoked.map {
                        .stationKey(
                            .stationKeyRevoked, .update, of: station, byOperator: operatorName,
                            on: .init(.stationKey, $0), at: now)
                    }))
            return revoked
        }
    }
}

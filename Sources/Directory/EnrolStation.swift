public import Foundation
public import HubModel
import Postgres
public import Protection

/// Gives a station a new credential; those it had before are revoked.
public struct EnrolStation: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// - Returns: the credential, which is shown once and not stored.
    /// - Throws: `DirectoryError` when no active station has the code.
    public func callAsFunction(_ station: StationCode, at now: Date) async throws -> StationCredential {
        let credential = StationCredential()
        try await database.withTransaction(as: .district) { connection in
            guard let isActive = try await connection.first(DirectoryQueries.lockStation(station), as: (Bool.self))
            else { throw DirectoryError.unknownStation(code: station.rawValue) }
            guard isActive else { throw DirectoryError.inactiveStation(station) }
            try await connection.execute(DirectoryQueries.revokeCredentials(of: station, at: now))
            try await connection.execute(
                DirectoryQueries.insertCredential(digest: credential.digest, of: station, at: now))
        }
        return credential
    }
}

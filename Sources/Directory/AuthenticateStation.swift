public import HubModel
import Postgres
public import Protection

/// Finds the station that presents a credential.
public struct AuthenticateStation: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// - Throws: `DirectoryError.unknownCredential` or `revokedCredential`.
    public func callAsFunction(_ credential: StationCredential) async throws -> StationCode {
        let principal = Principal.bearer(credentialDigestHex: credential.digestHex)
        let found = try await database.withTransaction(as: principal, role: .ingest, readOnly: true) { connection in
            try await connection.first(
                DirectoryQueries.credential(digest: credential.digest), as: (String.self, Bool.self, Bool.self))
        }
        guard let (code, isRevoked, isActive) = found, isActive, let station = StationCode(rawValue: code) else {
            throw DirectoryError.unknownCredential
        }
        guard !isRevoked else { throw DirectoryError.revokedCredential }
        return station
    }
}

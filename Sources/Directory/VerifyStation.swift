public import FactLog
public import Foundation
public import HubModel
import Postgres
public import Protection

/// Finds the station that signed a request. The key is looked up for each request, so that a revocation acts at once.
public struct VerifyStation: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// - Throws: `DirectoryError.unknownKey`, `revokedKey` or `badSignature`.
    public func callAsFunction(_ signature: MessageSignature) async throws -> VerifiedStation {
        let keyID = signature.keyID
        guard StationPublicKey.isID(keyID) else { throw DirectoryError.unknownKey }
        let found = try await database.withTransaction(as: .stationKey(id: keyID), role: .ingest, readOnly: true) {
            connection in
            try await connection.first(
                StationKeyQueries.key(keyID), as: (String.self, Bool.self, [UInt8].self, Bool.self, Date.self))
        }
        guard let (code, isActive, bytes, isRevoked, _) = found, isActive, let station = StationCode(rawValue: code),
            let key = StationPublicKey(bytes: bytes)
        else { throw DirectoryError.unknownKey }
        guard !isRevoked else { throw DirectoryError.revokedKey }
        guard signature.isValid(under: key) else {
            throw DirectoryError.badSignature(reason: "the signature is not the key's, or is of another request")
        }
        return VerifiedStation(station: station, keyID: keyID, signedAt: signature.signedAt)
    }
}

/// Who signed a request.
public struct VerifiedStation: Equatable, Sendable {
    public let station: StationCode
    public let keyID: String
    /// By the station's clock.
    public let signedAt: Date
}

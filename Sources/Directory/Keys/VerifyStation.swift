public import FactLog
import Foundation
import HubModel
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
        try await check(signature).result.get()
    }

    /// The same, also telling whose key a refused request names.
    ///
    /// - Throws: `PostgresError`.
    public func check(_ signature: MessageSignature) async throws -> SignatureCheck {
        let keyID = signature.keyID
        guard StationPublicKey.isID(keyID) else { return SignatureCheck(.unknownKey) }
        let found = try await database.withTransaction(as: .stationKey(id: keyID), role: .ingest, readOnly: true) {
            connection in
            try await connection.first(
                StationKeyQueries.key(keyID), as: (String.self, Bool.self, [UInt8].self, Bool.self, Date.self))
        }
        guard let (code, isActive, bytes, isRevoked, _) = found, isActive, let station = StationCode(rawValue: code),
            let key = StationPublicKey(bytes: bytes)
        else { return SignatureCheck(.unknownKey) }
        guard !isRevoked else { return SignatureCheck(.revokedKey, of: station) }
        guard signature.isValid(under: key) else {
            let reason = "the signature is not the key's, or is of another request"
            return SignatureCheck(.badSignature(reason: reason), of: station)
        }
        return SignatureCheck(VerifiedStation(station: station, keyID: keyID, signedAt: signature.signedAt))
    }
}

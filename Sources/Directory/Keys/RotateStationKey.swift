public import FactLog
public import Foundation
import HubModel
import Postgres
public import Protection

/// Puts a new key in the place of the one that signed the request, which is revoked in the same transaction.
public struct RotateStationKey: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// - Parameters:
    ///   - request: signed by the old key of `signer`.
    ///   - source: where the request came from, for the record.
    /// - Throws: `DirectoryError`.
    public func callAsFunction(
        _ request: KeyRotationRequest, by signer: VerifiedStation, from source: String? = nil, at now: Date
    ) async throws -> EnrolledKey {
        let station = signer.station
        guard let key = request.key.publicKey,
            request.isProven(of: station.rawValue, from: signer.keyID, by: key)
        else { throw DirectoryError.badSignature(reason: "the proof is not the new key's, or follows another key") }
        do {
            try await database.withTransaction(as: .stationKey(id: signer.keyID), role: .ingest) { connection in
                let isRevoked = try await connection.first(StationKeyQueries.lockKey(signer.keyID), as: Bool.self)
                guard let isRevoked else { throw DirectoryError.unknownKey }
                guard !isRevoked else { throw DirectoryError.revokedKey }
                try await connection.execute(StationKeyQueries.replaceKey(signer.keyID, at: now))
                try await connection.execute(
                    StationKeyQueries.insertKey(
                        key.id, key.bytes, of: station, enrolment: nil, replacing: signer.keyID, at: now))
                try await connection.execute(
                    AuditQueries.append(
                        .stationKey(
                            .stationKeyRotated, .update, of: station,
                            by: .stationKey(signer.keyID, of: .station(station)), on: .init(.stationKey, key.id),
                            source: source, details: [.key: signer.keyID], at: now)))
            }
        } catch let error as PostgresError where error.sqlState == .uniqueViolation {
            throw DirectoryError.keyInUse
        }
        return EnrolledKey(station: station, keyID: key.id, enrolledAt: now)
    }
}

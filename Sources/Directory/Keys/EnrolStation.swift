public import FactLog
public import Foundation
public import HubModel
import Postgres
public import Protection

/// Registers the key of a station that presents a one-time code. The same code with the same key gives the same answer
/// again, since the first answer may be lost; with another key it is used up.
public struct EnrolStation: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// - Parameters:
    ///   - station: who the sender thinks it is; a code of another station is not used up.
    ///   - key: has signed the request.
    ///   - source: where the request came from, for the record.
    /// - Throws: `DirectoryError`.
    public func callAsFunction(
        _ station: StationCode, code: EnrolmentCode, key: StationPublicKey, from source: String? = nil, at now: Date
    ) async throws -> EnrolledKey {
        let digest = code.digest
        let principal = Principal.enrolment(codeDigestHex: digest.description, keyID: key.id)
        // Whole seconds are the same in the answer, in the database and in the answer given again.
        let second = Date(timeIntervalSince1970: now.timeIntervalSince1970.rounded(.down))
        let event = AuditEvent.stationKey(
            .stationKeyEnrolled, .create, of: station, by: .stationKey(key.id, of: .station(station)),
            on: .init(.enrolmentCode, code.auditID), source: source, at: now)
        let attempt = Attempt(station: station, digest: digest.bytes, key: key, event: event, now: second)
        do {
            return try await database.withTransaction(as: principal, role: .ingest) { connection in
                try await attempt.register(on: connection)
            }
        } catch let error as PostgresError where error.sqlState == .uniqueViolation {
            // Registered meanwhile with another code.
            throw DirectoryError.keyInUse
        }
    }
}

private struct Attempt {
    let station: StationCode
    let digest: [UInt8]
    let key: StationPublicKey
    /// What the trail says when the code is used up.
    let event: AuditEvent
    let now: Date

    func register(on connection: isolated Connection) async throws -> EnrolledKey {
        // Locked first: whoever waited here sees the key that the other request registered.
        let enrolment = try await connection.first(
            StationKeyQueries.lockEnrolment(digest: digest),
            as: (String.self, Bool.self, Date.self, Date?.self, String?.self, Date?.self))
        let known = try await connection.first(
            StationKeyQueries.key(key.id), as: (String.self, Bool.self, [UInt8].self, Bool.self, Date.self))
        if let (_, _, _, isRevoked, _) = known, isRevoked { throw DirectoryError.revokedKey }
        guard let (owner, isActive, expiresAt, usedAt, usedBy, voidedAt) = enrolment, isActive else {
            throw DirectoryError.unknownEnrolment
        }
        guard owner == station.rawValue else { throw DirectoryError.wrongStation }
        if let (keyOwner, _, _, _, _) = known, keyOwner != owner { throw DirectoryError.keyInUse }
        if let usedAt {
            guard usedBy == key.id, let (_, _, _, _, createdAt) = known else {
                throw DirectoryError.usedEnrolment(at: usedAt)
            }
            return EnrolledKey(station: station, keyID: key.id, enrolledAt: createdAt)
        }
        guard voidedAt == nil else { throw DirectoryError.voidEnrolment }
        guard now < expiresAt else { throw DirectoryError.expiredEnrolment(at: expiresAt) }
        try await connection.execute(StationKeyQueries.useEnrolment(digest: digest, for: key.id, at: now))
        if known == nil {
            try await connection.execute(
                StationKeyQueries.insertKey(
                    key.id, key.bytes, of: station, enrolment: digest, replacing: nil, at: now))
        }
        try await connection.execute(AuditQueries.append(event))
        return EnrolledKey(station: station, keyID: key.id, enrolledAt: known?.4 ?? now)
    }
}

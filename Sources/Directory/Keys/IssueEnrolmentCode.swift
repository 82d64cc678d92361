public import FactLog
public import Foundation
public import HubModel
import Postgres
public import Protection

/// Issues a one-time code with which a station registers its key. Codes of the station that nobody used become void.
public struct IssueEnrolmentCode: Sendable {
    /// A code, which is told once and not stored.
    public struct Issued: Sendable {
        public let code: EnrolmentCode
        public let expiresAt: Date
    }

    /// How long a code can be used: a station's people come to its machine within a week.
    public static let validitySeconds = 7 * 86_400.0

    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// - Parameters:
    ///   - creator: who asked for it, for the record.
    ///   - revokingKeys: whether the keys that the station has become invalid at once.
    /// - Throws: `DirectoryError` when no active station has the code.
    public func callAsFunction(
        for station: StationCode, by creator: String, revokingKeys: Bool = false, at now: Date
    ) async throws -> Issued {
        let issued = Issued(code: EnrolmentCode(), expiresAt: now.addingTimeInterval(Self.validitySeconds))
        try await database.withTransaction(as: .district) { connection in
            guard let isActive = try await connection.first(DirectoryQueries.lockStation(station), as: (Bool.self))
            else { throw DirectoryError.unknownStation(code: station.rawValue) }
            guard isActive else { throw DirectoryError.inactiveStation(station) }
            try await connection.execute(StationKeyQueries.voidEnrolments(of: station, at: now))
            var events: [AuditEvent] = []
            if revokingKeys {
                let revoked = try await connection.rows(
                    StationKeyQueries.revokeKeys(of: station, only: nil, at: now), as: String.self)
                events = revoked.map {
                    .stationKey(
                        .stationKeyRevoked, .update, of: station, byOperator: creator, on: .init(.stationKey, $0),
                        at: now)
                }
            }
            try await connection.execute(
                StationKeyQueries.insertEnrolment(
                    digest: issued.code.digest.bytes, of: station, by: creator, at: now, expiresAt: issued.expiresAt))
            events.append(
                .stationKey(
                    .enrolmentCodeIssued, .create, of: station, byOperator: creator,
                    on: .init(.enrolmentCode, issued.code.auditID), at: now))
            try await connection.execute(AuditQueries.append(events))
        }
        return issued
    }
}

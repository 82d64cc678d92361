public import Foundation
public import Identity
public import Protection

/// Reads a resident's record by break-glass access, with an entry of the audit trail in the same transaction.
public struct ReadResidentInEmergency: Sendable {
    private let use: UseEmergencyAccess
    private let read: ReadResident

    public init(database: HubDatabase, read: ReadResident) {
        use = UseEmergencyAccess(database: database)
        self.read = read
    }

    /// - Parameter id: of the access.
    /// - Returns: the access, and the record; nil when there is none.
    /// - Throws: ``EmergencyAccessError/notOpen``, which is on record too; what ``ReadResident`` throws.
    public func callAsFunction(
        _ id: UUID, by acting: Principal.Acting, origin: RequestOrigin, at now: Date
    ) async throws -> (access: EmergencyAccess, record: ResidentRecord?) {
        let (access, reading) = try await use(id, by: acting, origin: origin, at: now)
        let record = try await read(
            access.resident, of: access.station, as: access.principal(acting), recording: reading)
        return (access, record)
    }
}

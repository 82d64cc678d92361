public import Foundation
public import HubModel
public import Protection

/// Break-glass access 紧急调阅 to one resident's record [TRU-4]: with a reason, for some hours, and somebody told.
public struct EmergencyAccess: Codable, Equatable, Sendable {
    public var id: UUID
    /// Who was let in.
    public var account: UUID
    public var station: StationCode
    public var resident: ResidentID
    public var reason: String
    public var grantedAt: Date
    public var expiresAt: Date
    /// When it was given back early.
    public var endedAt: Date?

    public func isOpen(at now: Date) -> Bool { endedAt == nil && now < expiresAt }

    /// On whose behalf the record is read.
    public func principal(_ acting: Principal.Acting) -> Principal { .emergency(acting, station, resident) }
}

/// What somebody asks for who needs a record in an emergency.
public struct EmergencyRequest: Sendable {
    /// Characters of a reason.
    public static let reasonLength = 10...500
    /// Whole hours that access lasts; the database allows no more.
    public static let hours = 1...4

    public let station: StationCode
    public let resident: ResidentID
    public let reason: String
    public let duration: TimeInterval

    /// - Throws: ``EmergencyAccessError``.
    public init(station: StationCode, resident: ResidentID, reason: String, hours: Int) throws {
        let reason = reason.trimmingCharacters(in: .whitespacesAndNewlines)
        guard Self.reasonLength.contains(reason.unicodeScalars.count),
            !reason.unicodeScalars.contains(where: { $0.properties.generalCategory == .control && $0 != "\n" })
        else { throw EmergencyAccessError.invalidReason }
        guard Self.hours.contains(hours) else { throw EmergencyAccessError.invalidDuration }
        self.station = station
        self.resident = resident
        self.reason = reason
        duration = TimeInterval(hours) * 3600
    }
}

/// A rule of break-glass access that was violated.
public enum EmergencyAccessError: Error, Equatable, Sendable {
    /// 10 to 500 characters.
    case invalidReason
    /// 1 to 4 whole hours.
    case invalidDuration
    /// The hub holds nothing of such a resident at the station.
    case unknownResident
    /// Not there, another person's, given back or over.
    case notOpen
    /// Somebody else has to see the notice.
    case ownAccess
}

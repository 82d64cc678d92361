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

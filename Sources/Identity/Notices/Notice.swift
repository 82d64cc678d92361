public import Foundation

/// Something that an organization is told at once and that stays until somebody there has seen it.
public struct Notice: Equatable, Sendable {
    public var id: UUID
    public var toldAt: Date
    public var acknowledgedAt: Date?
    /// What it is about.
    public var access: EmergencyAccess
}

public import Foundation
public import HubModel
public import Services

/// A registered resident as the list shows one.
public struct ResidentRegistration: Sendable {
    public var id: ResidentID
    public var registeredAt: Date
    /// Nil when the seal is broken, so that one damaged row hides no other.
    public var profile: ResidentProfile?
}

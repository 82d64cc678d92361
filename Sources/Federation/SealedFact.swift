public import Foundation
public import HubModel

/// A stored fact on its way from plain to sealed.
public struct SealedFact: Sendable {
    public var place: FactPlace
    public var receivedAt: Date
    public var subject: ResidentID
    /// Nil when the subject was erased.
    public var data: [UInt8]?

    public init(place: FactPlace, receivedAt: Date, subject: ResidentID, data: [UInt8]?) {
        self.place = place
        self.receivedAt = receivedAt
        self.subject = subject
        self.data = data
    }
}

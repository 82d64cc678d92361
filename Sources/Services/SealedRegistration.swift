public import Foundation
public import HubModel

/// A registration of a resident, its profile sealed for its row.
public struct SealedRegistration: Sendable {
    public var place: ChainPlace
    public var resident: ResidentID
    public var occurredAt: Date
    public var profile: [UInt8]

    public init(place: ChainPlace, resident: ResidentID, occurredAt: Date, profile: [UInt8]) {
        self.place = place
        self.resident = resident
        self.occurredAt = occurredAt
        self.profile = profile
    }
}

public import Foundation
public import HubModel
public import Services

/// What the hub holds of one resident of one station, opened.
public struct ResidentRecord: Sendable {
    public var station: StationCode
    public var id: ResidentID
    /// The last registration; nil when there is none.
    public var registration: ResidentRegistration?
    /// Every decision, in the order of the chain.
    public var consents: [ConsentRecord]
    /// Every fact about the resident, in the order of the chain.
    public var entries: [RecordEntry]
    /// Nothing is held of an erased resident but that there was one.
    public var erasedAt: Date?
}

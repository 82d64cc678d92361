public import Federation
public import Foundation
public import HubModel

/// One fact about a resident.
public struct RecordEntry: Sendable {
    public var place: FactPlace
    public var id: FactID
    public var kind: String
    /// Nil when the header names a time that doesn't exist.
    public var occurredAt: Date?
    /// The header's bytes as they were signed: a JSON object.
    public var header: [UInt8]
    /// The data as the station sent it; not always JSON when it is quarantined.
    public var data: [UInt8]
    /// The code of why the fact counts for nothing; nil for most.
    public var quarantine: String?
    /// The last valid correction of this fact.
    public var correctedBy: FactPlace?
    /// The data that counts: the replacement of the last correction or else the fact's own; nil when it was withdrawn or
    /// counts for nothing.
    public var current: [UInt8]?
}

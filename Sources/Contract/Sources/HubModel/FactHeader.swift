public import Foundation

/// Everything of a fact but its data: who recorded what kind of event, when, and its place in the chain.
///
/// The members stand in this order on the wire (sync protocol, version 1).
public struct FactHeader: Hashable, Sendable {
    public var station: StationCode
    public var origin: FactOrigin
    /// From 1; a restored book starts the next one.
    public var epoch: Int
    /// From 1, contiguous in (station, origin, epoch).
    public var seq: Int64
    public var id: FactID
    /// The kind as written: a hub may receive kinds it doesn't know.
    public var kind: String
    public var version: Int
    /// When it happened.
    public var occurredAt: Date
    /// The station's clock when it was recorded.
    public var recordedAt: Date
    /// `staff:<id>`, `resident-link:<id>` or `import:<id>`.
    public var actor: String
    /// The resident the data is about.
    public var subject: ResidentID?

    public init(
        station: StationCode, origin: FactOrigin = .station, epoch: Int, seq: Int64, id: FactID, kind: String,
        version: Int, occurredAt: Date, recordedAt: Date, actor: String, subject: ResidentID?
    ) {
        self.station = station
        self.origin = origin
        self.epoch = epoch
        self.seq = seq
        self.id = id
        self.kind = kind
        self.version = version
        self.occurredAt = occurredAt
        self.recordedAt = recordedAt
        self.actor = actor
        self.subject = subject
    }
}

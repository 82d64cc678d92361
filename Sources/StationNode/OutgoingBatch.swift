import FactLog

/// A batch as it goes to the hub: what it says of itself and the lines, each ended by a line feed.
struct OutgoingBatch: Hashable, Sendable {
    var description: BatchDescription
    var body: [UInt8]
}

public import Foundation

/// An order that reserves money of a budget line.
public struct OpenReservation: Hashable, Sendable {
    public var key: OrderKey
    /// The code of a funding line.
    public var fundingLine: String
    public var fen: Int64
    public var occurredAt: Date
}

public import Foundation

/// What names a transfer: its event, and its place in it from 1. Also the key by which recording is idempotent.
public struct TransferID: Hashable, Sendable, CustomStringConvertible {
    public var event: UUID
    public var number: Int

    public init(event: UUID, number: Int = 1) {
        self.event = event
        self.number = number
    }

    public var description: String { "\(event.uuidString.lowercased())/\(number)" }
}

public import Foundation

/// Where a page of the list of residents ended.
public struct ResidentCursor: Codable, Equatable, Sendable {
    public var occurredAt: Date
    public var place: ChainPlace

    public init(occurredAt: Date, place: ChainPlace) {
        self.occurredAt = occurredAt
        self.place = place
    }
}

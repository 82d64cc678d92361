public import Foundation
import Ledger

/// A step of a service order that money follows, as its fact tells it.
public struct OrderFundingStep: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, CaseIterable, Sendable {
        case accepted, verified, cancelled
        /// Somebody tries again to fund what no budget stood behind.
        case retried
        /// Nobody did anything for it in time.
        case expired
        /// A fact about the order was corrected afterwards.
        case corrected
    }

    public var kind: Kind
    public var order: String
    public var package: String
    public var item: String
    /// The group by which it is subsidised, as the station stated it.
    public var subsidyGroup: String?
    /// Who takes the order: nil or `station`, or a department.
    public var performer: String?
    /// The government's part in fen, the resident's co-payment taken off; 0 or more.
    public var governmentFen: Int64
    public var occurredAt: Date
    /// Of a correction, what it changed.
    public var differences: [OrderDifference]?

    public init(
        kind: Kind, order: String, package: String, item: String, subsidyGroup: String? = nil,
        performer: String? = nil, governmentFen: Int64, occurredAt: Date, differences: [OrderDifference]? = nil
    ) {
        self.differences = differences
        self.kind = kind
        self.order = order
        self.package = package
        self.item = item
        self.subsidyGroup = subsidyGroup
        self.performer = performer
        self.governmentFen = governmentFen
        self.occurredAt = occurredAt
    }
}

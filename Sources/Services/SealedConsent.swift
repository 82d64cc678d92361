public import Foundation
public import HubModel

/// A resident's decision, its purpose and text sealed for its row.
public struct SealedConsent: Sendable {
    public var place: ChainPlace
    /// The place among the decisions that one fact tells of, from 0.
    public var item: Int
    public var resident: ResidentID
    public var occurredAt: Date
    public var decision: ConsentDecision
    public var detail: [UInt8]

    public init(
        place: ChainPlace, item: Int, resident: ResidentID, occurredAt: Date, decision: ConsentDecision,
        detail: [UInt8]
    ) {
        self.place = place
        self.item = item
        self.resident = resident
        self.occurredAt = occurredAt
        self.decision = decision
        self.detail = detail
    }
}

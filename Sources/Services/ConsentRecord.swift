public import Foundation
public import HubModel

/// One decision of a resident about what the own data is used for (FHIR Consent).
public struct ConsentRecord: Codable, Equatable, Sendable {
    public var consent: Consent
    public var decision: ConsentDecision
    public var occurredAt: Date
    /// Where the chain tells of it.
    public var place: ChainPlace

    public init(_ consent: Consent, _ decision: ConsentDecision, occurredAt: Date, place: ChainPlace) {
        self.consent = consent
        self.decision = decision
        self.occurredAt = occurredAt
        self.place = place
    }
}

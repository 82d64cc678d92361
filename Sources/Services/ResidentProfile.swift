public import Foundation
public import HubModel

/// What the hub knows of a resident 居民 [RES-1]. Name, phone and ID number stay at the station.
public struct ResidentProfile: Codable, Equatable, Sendable {
    /// Five years, e.g. `1955-1959`.
    public var birthYearBand: String
    public var sex: ResidentRegistered.Sex
    /// Codes such as `lives-alone`.
    public var tags: [String]

    public init(birthYearBand: String, sex: ResidentRegistered.Sex, tags: [String]) {
        self.birthYearBand = birthYearBand
        self.sex = sex
        self.tags = tags
    }
}

/// What a resident decided about a purpose.
public enum ConsentDecision: String, Codable, CaseIterable, Sendable {
    case given, withdrawn
}

/// One decision of a resident about what the own data is used for (FHIR Consent).
public struct ConsentRecord: Codable, Equatable, Sendable {
    public var consent: Consent
    public var decision: ConsentDecision
    public var occurredAt: Date
    /// The fact that tells of it.
    public var fact: FactID

    public init(_ consent: Consent, _ decision: ConsentDecision, occurredAt: Date, fact: FactID) {
        self.consent = consent
        self.decision = decision
        self.occurredAt = occurredAt
        self.fact = fact
    }
}

extension Sequence<ConsentRecord> {
    /// The last decision about each purpose, by purpose. Of two at the same time the withdrawal counts: who is not sure has
    /// no consent.
    public var standing: [String: ConsentRecord] {
        var standing: [String: ConsentRecord] = [:]
        for record in self {
            guard let earlier = standing[record.consent.purpose] else {
                standing[record.consent.purpose] = record
                continue
            }
            let isLater =
                record.occurredAt > earlier.occurredAt
                || (record.occurredAt == earlier.occurredAt && record.decision == .withdrawn)
            if isLater { standing[record.consent.purpose] = record }
        }
        return standing
    }
}

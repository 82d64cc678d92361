public import HubModel

/// What a fact says of a resident's record itself.
public enum ResidentReading: Equatable, Sendable {
    case registered(ResidentProfile, [Consent])
    case decided(ConsentDecision, Consent)
}

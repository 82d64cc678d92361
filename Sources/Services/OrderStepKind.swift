/// The steps of a service order 点单 [RES-5].
public enum OrderStepKind: String, CaseIterable, Sendable {
    case placed, accepted, delivered, verified, cancelled
}

/// What a resident decided about a purpose.
public enum ConsentDecision: String, Codable, CaseIterable, Sendable {
    case given, withdrawn
}

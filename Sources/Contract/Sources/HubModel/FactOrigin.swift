/// Where a chain of facts is born.
public enum FactOrigin: String, Codable, Sendable {
    case station
    /// Facts born at the hub for a station; never sent up.
    case hub
}

/// The need of a client [RES-3]; never shown to the resident.
public enum ClientTier: String, Codable, CaseIterable, Sendable {
    /// Price-sensitive, problem-oriented, deep support, preventive.
    case c1 = "C1", c2 = "C2", c3 = "C3", c4 = "C4"
}

import Services

/// The effect that puts a screening on the list to be looked at on the same day, or takes it off after a correction.
struct AttentionEffect: Codable {
    static let name = "attention"

    /// Nil takes the screening off the list.
    var entry: AttentionEntry?
}

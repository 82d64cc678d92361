/// A day of the week; in YAML and JSON the English name.
public enum Weekday: String, Codable, CaseIterable, CodingKeyRepresentable, Sendable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday
}

/// Where a screening leads [RES-7].
public struct Triage: Codable, Hashable, Sendable {
    /// From the lightest to the gravest; `none` when nothing follows or nothing could be scored.
    public enum Level: String, Codable, CaseIterable, Sendable {
        case none
        case selfHelp = "self-help"
        case station, hospital, crisis
    }

    public var level: Level
    /// A person must look at it on the same day.
    public var sameDay: Bool
    /// Codes of the rules that led here.
    public var reasons: [String]

    public init(level: Level, sameDay: Bool, reasons: [String]) {
        self.level = level
        self.sameDay = sameDay
        self.reasons = reasons
    }
}

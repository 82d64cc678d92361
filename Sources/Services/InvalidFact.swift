/// Why the data of a fact counts for nothing; the fact keeps its place in the chain and is quarantined.
public struct InvalidFact: Error, Hashable, Sendable {
    /// Stable codes that stations can act on.
    public enum Code: String, Sendable {
        case unknownKind = "unknown_kind"
        case unknownVersion = "unknown_version"
        case missingField = "missing_field"
        case wrongType = "wrong_type"
        case outOfRange = "out_of_range"
        case unknownValue = "unknown_value"
        case impossibleDate = "impossible_date"
        case contradiction
        case unknownInstrument = "unknown_instrument"
        case missingSubject = "missing_subject"
        /// The corrected fact doesn't exist, comes later, or is a correction itself.
        case nothingToCorrect = "nothing_to_correct"
        /// The corrected fact counts, but the hub has no longer what it takes to read it.
        case unreadableTarget = "unreadable_target"
    }

    public var code: Code
    /// Which field and what is allowed; never a value of the fact.
    public var detail: String

    public init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }
}

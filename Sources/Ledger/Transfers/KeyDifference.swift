/// Where an event differs from the one that was recorded under its key.
public struct KeyDifference: Hashable, Sendable {
    public enum Part: String, Hashable, Sendable {
        case day, station, transfers, kind, debit, credit, amount, target, expires
    }

    public var part: Part
    /// The transfer by its number; nil when it is about the event.
    public var transfer: Int?
    public var recorded: String
    public var asked: String

    public init(_ part: Part, transfer: Int? = nil, recorded: String, asked: String) {
        self.part = part
        self.transfer = transfer
        self.recorded = recorded
        self.asked = asked
    }
}

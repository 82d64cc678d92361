/// What a step of an order says otherwise than was expected, or than it said before.
public struct OrderDifference: Codable, Hashable, Sendable {
    public enum Subject: String, Codable, CaseIterable, Sendable {
        /// The whole price, in fen.
        case amount
        /// What the resident pays, in fen.
        case copayment
        /// What is paid for the resident, in fen.
        case government
        /// By what it is subsidised.
        case group
        case package, item, order
    }

    public var subject: Subject
    /// A code, or digits of an amount; nil is none.
    public var before: String?
    public var after: String?

    public init(_ subject: Subject, before: String?, after: String?) {
        self.subject = subject
        self.before = before
        self.after = after
    }

    /// Nil when both are the same.
    public init?(_ subject: Subject, from before: String?, to after: String?) {
        guard before != after else { return nil }
        self.init(subject, before: before, after: after)
    }

    /// Nil when both amounts are the same; in fen.
    public init?(_ subject: Subject, fromFen before: Int64, toFen after: Int64) {
        self.init(subject, from: String(before), to: String(after))
    }
}

/// Something of an account that isn't what its transfers add up to.
public struct LedgerFinding: Hashable, Sendable {
    public enum Part: String, Hashable, Sendable {
        /// The account's own sums of what was posted.
        case posted
        /// The account's own sums of what is pending.
        case pending
        /// What may still be posted to its sides, by its limits.
        case room
        /// What it stood at when one of its months began.
        case month
    }

    public var account: AccountID
    public var part: Part
    /// As it stands, debits then credits; decimal text, since a wrong sum may be of any size; empty when there is none.
    public var standing: [String]
    /// What the transfers add up to.
    public var proven: [String]
}

/// What verifying the audit trail came to.
public struct AuditReport: Hashable, Sendable {
    public struct Stream: Hashable, Sendable {
        public let name: String
        /// How many entries the database holds.
        public let entries: Int64
        /// The last entry that a checkpoint vouches for; 0 when there is none.
        public let anchoredThrough: Int64
        /// How many entries come after that; removing or changing those is not found.
        public let unanchored: Int64
    }

    /// Empty when everything is as it was written. Of each stream it names the first bad entry only.
    public let findings: [AuditFinding]
    public let streams: [Stream]
    /// How many checkpoints the database holds.
    public let checkpoints: Int64
}

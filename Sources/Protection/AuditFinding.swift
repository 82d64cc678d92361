/// Something in the audit trail that is not as it was written.
public enum AuditFinding: Hashable, Sendable {
    /// The entry does not follow from the one before: it was changed, or the one before was replaced with its hash.
    case entryChanged(stream: String, seq: Int64)
    /// Entries were removed, or moved to another number.
    case entriesMissing(stream: String, from: Int64, through: Int64)
    /// An entry stands where none can be: its number is taken, cut off, or behind the end of the stream.
    case entryUnexpected(stream: String, seq: Int64)
    /// The chain is sound but is not the one that a checkpoint was signed for: entries were rewritten from somewhere in
    /// the range on.
    case entriesRewritten(stream: String, from: Int64, through: Int64, checkpoint: Int64)
    /// The row of `audit_stream` is missing or says something else than the last entry.
    case streamEndDiffers(stream: String, seq: Int64)
    /// The row of `audit_anchor` says something else than the checkpoints.
    case anchorDiffers(stream: String)
    case checkpointsMissing(from: Int64, through: Int64)
    case checkpointUnexpected(number: Int64)
    case checkpointChanged(number: Int64, CheckpointFault)
    /// A line of the anchor file is not a checkpoint, has no good signature or is out of order.
    case anchorLineChanged(line: Int)
    /// There are checkpoints in the database and none in the anchor file.
    case anchorFileEmpty

    public enum CheckpointFault: Hashable, Sendable {
        case unreadable
        case columnsDiffer
        case doesNotFollow
        case unknownKey(String)
        case badSignature
        case differsFromAnchorFile
    }

    /// The stream and the number of the entry that is named; for a missing or rewritten range its first.
    public var entry: (stream: String, seq: Int64)? {
        switch self {
        case .entryChanged(let stream, let seq), .entriesMissing(let stream, let seq, _),
            .entryUnexpected(let stream, let seq), .entriesRewritten(let stream, let seq, _, _),
            .streamEndDiffers(let stream, let seq):
            (stream, seq)
        default: nil
        }
    }
}

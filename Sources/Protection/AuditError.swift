/// Why the audit trail is not kept, cut or verified as asked.
public enum AuditError: Error, Equatable, Sendable {
    /// Entries are kept for at least ``AuditRetention/minimumMonths``.
    case retentionTooShort(months: Int)
    /// Not the base64 of an Ed25519 key.
    case unreadableKey
    /// The anchor file can't be opened, read or written; the reason is the system's.
    case anchorFileUnusable(path: String, reason: String)
    /// The database doesn't hold the checkpoint that stands last in the anchor file: somebody removed or replaced it, or
    /// the database was restored from a backup.
    case anchorFileDiffers(path: String, number: Int64)
}

extension AuditError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .retentionTooShort(let months):
            "the audit trail is kept for at least \(AuditRetention.minimumMonths) months, not \(months)"
        case .unreadableKey: "not the base64 of an Ed25519 key of 32 bytes"
        case .anchorFileUnusable(let path, let reason): "the anchor file \(path) can't be used: \(reason)"
        case .anchorFileDiffers(let path, let number):
            "checkpoint \(number), the last of the anchor file \(path), is not in the database; run audit verify, and give "
                + "the hub a new anchor file if the database was restored from a backup"
        }
    }
}

/// What a key is for. Each purpose has keys of its own, so that one that leaks opens nothing else.
public enum KeyPurpose: String, Sendable, CaseIterable {
    /// Wraps the data keys of subjects (key-encryption keys).
    case encryption
    /// Blind indexes for exact look-ups.
    case lookup
    /// Recognises one person at two stations.
    case linkage
    /// Ed25519 private keys that sign the audit trail's checkpoints.
    case audit
}

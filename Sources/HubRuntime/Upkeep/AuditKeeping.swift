public import Protection

/// What a hub needs to keep its audit trail provable: without it events are appended but nothing is signed or removed.
public struct AuditKeeping: Sendable {
    public var signer: AuditSigner
    /// nil when checkpoints stand in the database only.
    public var anchors: AuditAnchorFile?
    public var retention: AuditRetention

    public init(signer: AuditSigner, anchors: AuditAnchorFile?, retention: AuditRetention = .standard) {
        self.signer = signer
        self.anchors = anchors
        self.retention = retention
    }
}

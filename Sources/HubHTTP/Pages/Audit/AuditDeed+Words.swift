public import PageKit
public import Protection

// The words behind every code that the audit trail can hold.

extension AuditDeed: Wording {
    public static var section: String { "auditDeed" }
}

extension AuditSignInMethod: Wording {
    public static var section: String { "auditSignInMethod" }
}

extension AuditRefusal: Wording {
    public static var section: String { "auditRefusal" }
}

extension AuditPurpose: Wording {
    public static var section: String { "auditPurpose" }
}

extension AuditEvent.Entity.Kind: Wording {
    public static var section: String { "auditEntity" }
}

extension AuditDetail: Wording {
    public static var section: String { "auditDetail" }
}

extension KeyPurpose: Wording {
    public static var section: String { "keyPurpose" }
}

extension AuditEvent.Action: Wording {
    public static var section: String { "auditAction" }
}

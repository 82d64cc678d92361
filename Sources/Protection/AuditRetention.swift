/// How long entries of the audit trail are kept.
public struct AuditRetention: Hashable, Sendable {
    public let months: Int

    /// Cybersecurity Law of the PRC, article 21(3): logs are kept for at least six months.
    public static let minimumMonths = 6
    public static let standard = AuditRetention(unchecked: 36)

    /// - Throws: ``AuditError/retentionTooShort(months:)``.
    public init(months: Int) throws {
        guard months >= Self.minimumMonths else { throw AuditError.retentionTooShort(months: months) }
        self.months = months
    }

    private init(unchecked months: Int) { self.months = months }
}

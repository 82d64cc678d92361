import ArgumentParser
import Configuration
import Crypto
import Foundation
import Protection

/// The keys and the anchor file of the audit trail.
struct AuditOptions: ParsableArguments {
    @OptionGroup var settings: SettingsOptions

    @Option(help: "锚定文件（XINLIAN_AUDIT_ANCHORS）/ The file of checkpoints outside of the database.")
    var anchors: String?

    func reader(flags: [String: ConfigValue] = [:]) async throws -> ConfigReader {
        var flags = flags
        flags["audit.anchors"] = anchors.map { ConfigValue(.string($0), isSecret: false) }
        return try await settings.reader(flags: flags)
    }
}

extension ConfigReader {
    /// The key that signs checkpoints.
    func auditSigner() throws -> AuditSigner {
        let key = try keys().current(.audit)
        return AuditSigner(key: try key.signingKey, id: key.id)
    }

    /// What verifies the signatures of all keys of the key file.
    func auditPublicKeys() throws -> AuditPublicKeys {
        AuditPublicKeys(
            try Dictionary(
                keys().all(.audit).map { ($0.id, try $0.signingKey.publicKey) }, uniquingKeysWith: { $1 }))
    }

    func auditAnchors() -> AuditAnchorFile? {
        string(forKey: "audit.anchors").map(AuditAnchorFile.init(path:))
    }

    func auditRetention() throws -> AuditRetention {
        do {
            return try AuditRetention(
                months: int(forKey: "audit.retentionMonths", default: AuditRetention.standard.months))
        } catch AuditError.retentionTooShort(let months) {
            let least = AuditRetention.minimumMonths
            throw ValidationError(
                "审计记录至少保存 \(least) 个月，设置为 \(months)（XINLIAN_AUDIT_RETENTION_MONTHS）/ "
                    + "the audit trail is kept for at least \(least) months, not \(months)")
        }
    }
}

import ArgumentParser
import Configuration
import Foundation
import Protection

/// The keys and the anchor file of the audit trail.
struct AuditOptions: ParsableArguments {
    @OptionGroup var settings: SettingsOptions

    @Option(help: "签名密钥文件，仅本人可读（XINLIAN_AUDIT_KEY_FILE）/ The file of the signing key, readable by its owner only.")
    var auditKey: String?

    @Option(help: "锚定文件（XINLIAN_AUDIT_ANCHORS）/ The file of checkpoints outside of the database.")
    var anchors: String?

    func reader(flags: [String: ConfigValue] = [:]) async throws -> ConfigReader {
        var flags = flags
        flags["audit.keyFile"] = auditKey.map { ConfigValue(.string($0), isSecret: false) }
        flags["audit.anchors"] = anchors.map { ConfigValue(.string($0), isSecret: false) }
        return try await settings.reader(flags: flags)
    }
}

extension ConfigReader {
    /// The key that signs checkpoints; nil when none is named.
    func auditSigner() throws -> AuditSigner? {
        guard let path = string(forKey: "audit.keyFile") else { return nil }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue,
            let text = try? String(contentsOfFile: path, encoding: .utf8)
        else { throw ValidationError("无法读取密钥文件 \(path) / the key file \(path) can't be read") }
        guard mode & 0o077 == 0 else {
            throw ValidationError(
                "密钥文件 \(path) 不得让他人读取，请执行 chmod 600 / others can read the key file \(path); run chmod 600 on it")
        }
        do {
            return try AuditSigner(base64: text.trimmingCharacters(in: .whitespacesAndNewlines))
        } catch {
            throw ValidationError(
                "密钥文件 \(path) 应为 32 字节的 base64 / the key file \(path) has to hold 32 bytes in base64")
        }
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

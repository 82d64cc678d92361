import ArgumentParser
import Configuration
import HubRuntime
import Protection

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "审计记录 / The audit trail.",
        subcommands: [Verify.self, AuditExportCommand.self, Checkpoint.self, Prune.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "核验审计记录是否被改动，发现问题时退出码为 1 / Finds what was changed; the exit status is 1 then.")

        @OptionGroup var options: AuditOptions

        @Option(help: "公钥，BASE64 或 标识:BASE64，可多次给出 / A public key, BASE64 or ID:BASE64; may be given several times.")
        var publicKey: [String] = []

        @Option(help: "只核验一条链，如 bureau、station/S07 / The only chain to follow.")
        var stream: String?

        func run() async throws {
            let reader = try await options.reader()
            // Whoever verifies elsewhere has the public keys and no key file.
            var keys = publicKey.isEmpty ? try reader.auditPublicKeys() : AuditPublicKeys()
            for text in publicKey {
                do {
                    try keys.add(text)
                } catch {
                    throw ValidationError("“\(text)”不是公钥 / '\(text)' is not a public key")
                }
            }
            let only = try stream.map(Organization.init(argument:))
            let (known, anchors) = (keys, reader.auditAnchors())
            let report = try await reader.withDatabase { database in
                try await VerifyAuditTrail(database: database, keys: known, anchors: anchors)(stream: only)
            }
            if anchors == nil { Output.error(AuditWords.withoutAnchors) }
            for stream in report.streams { Output.line(AuditWords.summary(of: stream)) }
            for finding in report.findings.prefix(100) { Output.error(AuditWords.text(of: finding)) }
            guard report.findings.isEmpty else {
                Output.error(AuditWords.failed(findings: report.findings.count))
                throw ExitCode(1)
            }
            Output.line(AuditWords.passed(checkpoints: report.checkpoints))
        }
    }

    struct Checkpoint: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "checkpoint", abstract: "立即签署检查点 / Signs a checkpoint now.")

        @OptionGroup var options: AuditOptions

        func run() async throws {
            let reader = try await options.reader()
            let (signer, anchors) = (try reader.auditSigner(), reader.auditAnchors())
            let number = try await reader.withDatabase { database in
                try await WriteAuditCheckpoint(database: database, signer: signer, anchors: anchors)()
            }
            Output.line(
                number.map { "已签署检查点 \($0) / checkpoint \($0) signed" } ?? "没有新记录 / nothing changed since the last one")
        }
    }

    struct Prune: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "prune",
            abstract: "删除超过保存期限的审计记录 / Removes entries that were kept long enough.")

        @OptionGroup var options: AuditOptions

        @Option(help: "保存月数，至少 6（XINLIAN_AUDIT_RETENTION_MONTHS，默认 36）/ For how many months entries are kept.")
        var months: Int?

        func run() async throws {
            let reader = try await options.reader(
                flags: months.map { ["audit.retentionMonths": ConfigValue(.int($0), isSecret: false)] } ?? [:])
            let retention = try reader.auditRetention()
            let (signer, anchors) = (try reader.auditSigner(), reader.auditAnchors())
            let cuts = try await reader.withDatabase { database in
                let write = WriteAuditCheckpoint(database: database, signer: signer, anchors: anchors)
                try await write()
                return try await write.prune(retention)
            }
            for cut in cuts {
                Output.line("\(cut.stream): 已删除至第 \(cut.seq) 条 / removed through entry \(cut.seq)")
            }
            if cuts.isEmpty { Output.line("没有到期的记录 / nothing is old enough") }
        }
    }
}

extension Organization {
    /// A chain of the audit trail named on the command line.
    init(argument: String) throws {
        guard let organization = Organization(auditStream: argument) else {
            throw ValidationError(
                "“\(argument)”不是审计链，应如 bureau、station/S07、hospital/H02 / '\(argument)' is not a chain such as bureau, station/S07 or hospital/H02"
            )
        }
        self = organization
    }
}

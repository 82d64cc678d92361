import ArgumentParser
import Configuration
import DistrictConfig
import Foundation
import HubRuntime
import HubStore
import Identity
import Logging
import Postgres
import Protection

struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database", abstract: "数据库 / The database.",
        subcommands: [Prepare.self, Migrate.self, BackUp.self, Restore.self])

    struct Prepare: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "prepare",
            abstract: "创建角色和数据库（需数据库管理员）并迁移 / Makes roles and database, as the server's administrator, and migrates.")

        @OptionGroup var settings: SettingsOptions

        func run() async throws {
            let reader = try await settings.reader()
            let target = try reader.database()
            var administrator = target
            administrator.database = "postgres"
            let logger = try reader.logger(label: "xinlian-hub")
            try await DatabaseSetup(administrator: administrator, logger: logger).prepare(database: target.database)
            try await DatabaseCommand.migrate(target, logger)
        }
    }

    struct Migrate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "migrate", abstract: "应用待执行的迁移 / Applies pending migrations.")

        @OptionGroup var settings: SettingsOptions

        func run() async throws {
            let reader = try await settings.reader()
            try await DatabaseCommand.migrate(try reader.database(), try reader.logger(label: "xinlian-hub"))
        }
    }

    struct BackUp: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "backup",
            abstract:
                "备份（需数据库管理员）：数据一份，居民密钥另存且只留最新 / Backs up, as the server's administrator: the data, and beside them the newest keys of residents."
        )

        @OptionGroup var settings: SettingsOptions

        @Option(help: "备份目录 / The folder of the backups.")
        var output: String

        func run() async throws {
            let reader = try await settings.reader()
            let backup = DatabaseBackup(administrator: try reader.database())
            // What is taken away is on record before it leaves.
            try await reader.withDatabase { database in
                try await AuditTrail(database: database).record(
                    AuditEvent(
                        .export, .read, .backedUp, in: .bureau, by: .system, on: .init(.database),
                        source: RequestOrigin.commandLine.address, details: [.operator: RequestOrigin.commandOperator],
                        at: Date()))
            }
            let files = try await backup.backUp(to: URL(fileURLWithPath: output), at: Date())
            Output.line(files.data.path)
            Output.line(files.keys.path)
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "restore",
            abstract:
                "恢复到新数据库（需数据库管理员），之后已删除的居民仍不可读 / Restores into a new database, as the server's administrator; erased residents stay erased."
        )

        @OptionGroup var settings: SettingsOptions
        @OptionGroup var configuration: ConfigurationOptions

        @Option(help: "数据备份 / The backup of the data.")
        var data: String

        @Option(help: "最新的居民密钥备份 / The newest backup of the residents' keys.")
        var subjectKeys: String

        func run() async throws {
            let reader = try await settings.reader()
            let (keys, rules) = (try reader.keys(), try configuration.read().factRules)
            let target = try reader.database()
            var administrator = target
            administrator.database = "postgres"
            let logger = try reader.logger(label: "xinlian-hub")
            try await DatabaseSetup(administrator: administrator, logger: logger).prepare(database: target.database)
            try await DatabaseBackup(administrator: target).restore(
                .init(data: URL(fileURLWithPath: data), keys: URL(fileURLWithPath: subjectKeys)))
            let erased = try await reader.withDatabase { database in
                let settle = SettleErasures(database: database, rules: rules, keys: keys)
                var erased = 0
                for station in try await settle.stations() { erased += try await settle(station) }
                return erased
            }
            Output.line(
                "已恢复；\(erased) 名已删除的居民仍不可读 / restored; \(erased) erased residents stay unreadable")
        }
    }

    private static func migrate(_ server: ConnectionConfiguration, _ logger: Logger) async throws {
        var owner = server
        owner.user = DatabaseSetup.owner
        let applied = try await Migrator.bundled(logger: logger).migrate(owner)
        Output.line("已应用 \(applied.count) 个迁移 / \(applied.count) migrations applied")
    }
}

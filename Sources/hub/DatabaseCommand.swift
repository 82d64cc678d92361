import ArgumentParser
import Configuration
import HubStore
import Logging
import Postgres

struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database", abstract: "数据库 / The database.", subcommands: [Prepare.self, Migrate.self])

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

    private static func migrate(_ server: ConnectionConfiguration, _ logger: Logger) async throws {
        var owner = server
        owner.user = DatabaseSetup.owner
        let applied = try await Migrator.bundled(logger: logger).migrate(owner)
        Output.line("已应用 \(applied.count) 个迁移 / \(applied.count) migrations applied")
    }
}

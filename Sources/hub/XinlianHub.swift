import ArgumentParser

@main
struct XinlianHub: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "xinlian-hub",
        abstract: "心联区级枢纽 / The federation hub of a district's psychological and health service stations.",
        subcommands: [
            ServeCommand.self, ConfigCommand.self, PluginsCommand.self, AccountsCommand.self, StationsCommand.self,
            DatabaseCommand.self, ClusterCommand.self, RollupsCommand.self, ReconcileCommand.self, AuditCommand.self,
            KeysCommand.self, ResidentsCommand.self, BudgetCommand.self, BooksCommand.self, DemoCommand.self,
        ])
}

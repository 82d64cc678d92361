import ArgumentParser

@main
struct XinlianStation: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "xinlian-station",
        abstract: "The program of a station 站点: records what happens and keeps the hub informed.",
        subcommands: [
            InitCommand.self, EnrolCommand.self, KeyCommand.self, RecordCommand.self, SyncCommand.self,
            RunCommand.self, StatusCommand.self, ShowCommand.self, AdviseCommand.self, VerifyCommand.self,
        ])
}

import ArgumentParser
import DistrictConfig

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "配置 / The configuration.", subcommands: [Check.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "检查全部配置，一次列出所有错误 / Checks all of it and lists every mistake at once.")

        @OptionGroup var configuration: ConfigurationOptions

        func run() throws {
            Output.line(ConfigCheck.summary(of: try configuration.read()))
        }
    }
}

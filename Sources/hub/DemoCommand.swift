import ArgumentParser
import DemoWorkload
import Foundation

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "演示 / Demonstrations.", subcommands: [Plan.self])

    struct Plan: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "plan",
            abstract: "把量表文件分配到各站并生成其他业务，供各站导入 / Writes what each station is to import.")

        @OptionGroup var configuration: ConfigurationOptions

        @Option(help: "量表文件 / The file of screening answers.")
        var screenings: String

        @Option(help: "输出目录 / The folder to write to.")
        var output: String

        @Option(help: "随机种子 / The seed.")
        var seed: UInt64 = 20_260_301

        func run() throws {
            let plan = try DemoPlan(
                configuration: try configuration.read(), screenings: URL(fileURLWithPath: screenings), seed: seed,
                end: Date())
            Output.line("\(try plan.write(to: URL(fileURLWithPath: output)))")
        }
    }
}

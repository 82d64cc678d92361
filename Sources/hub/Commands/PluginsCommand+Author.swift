import ArgumentParser
import DistrictConfig
import Foundation
import HubModel
import Logging
import PluginAuthoring
import PluginHost
import PluginKit
import PluginTestKit

extension PluginsCommand {
    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new",
            abstract: "新建一个插件的代码包 / Writes a package for a plugin of one's own.",
            discussion:
                "在 DIR 下建立以编码命名的目录；只依赖 Contract / Makes a folder named as the code in DIR; it depends on Contract alone."
        )

        @Argument(help: "编码，如 night-clinic / The code, such as night-clinic.")
        var name: String

        @Argument(help: "上级目录 / The folder to make it in.")
        var directory: String

        @Option(help: "Contract 代码包目录 / The folder of the package Contract.")
        var contract = "Sources/Contract"

        @Option(help: "量表目录 / The folder of instruments.")
        var instruments = "Plugins/instruments"

        @Option(help: "配置目录 / The folder of the configuration.")
        var config = "config"

        func run() throws {
            guard let code = ProfileCode(rawValue: name) else {
                throw ValidationError(
                    "编码由小写字母、数字和连字符组成，以字母开头 / a code has lower-case letters, digits and hyphens, and begins with a letter"
                )
            }
            let folder = URL(fileURLWithPath: directory, isDirectory: true).appending(path: name)
            do {
                let files = try NewPlugin(code, contract: URL(fileURLWithPath: contract)).write(to: folder)
                let data = try printingMistakes {
                    try ConfigurationReader.readPlugin(
                        folder, instruments: URL(fileURLWithPath: instruments), config: URL(fileURLWithPath: config))
                }
                try data.json.write(to: folder.appending(path: NewPlugin.dataFile))
                for file in files + [NewPlugin.dataFile] { Output.line("\(folder.path)/\(file)") }
            } catch NewPlugin.Failure.folderNotEmpty(let path) {
                throw ValidationError("\(path) 不是空目录，请换一个 / \(path) is not empty: choose another folder")
            } catch NewPlugin.Failure.noContract(let path) {
                throw ValidationError(
                    "\(path) 中没有 Contract 代码包，请用 --contract 指明 / there is no package Contract in \(path): name it with --contract"
                )
            }
        }
    }

    struct PrintData: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "data",
            abstract: "把插件的数据输出为 JSON，供其测试使用 / Prints a plugin's data as JSON, for its tests.")

        @OptionGroup var source: PluginSourceOptions

        @Option(help: "写入的文件，有错误时不动它 / The file to write; with a mistake it stays as it was.")
        var output: String?

        func run() throws {
            let json = try source.read().json
            guard let output else { return Output.line(String(decoding: json, as: UTF8.self)) }
            try json.write(to: URL(fileURLWithPath: output), options: .atomic)
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract:
                "用随机请求检验插件：在本进程和独立进程中答案须一致 / Tries a plugin with random requests, in this process and in one of its own.",
            discussion: "会运行插件代码；不合格时退出码为 1 / Runs the plugin's code; the exit status is 1 when it does not pass.")

        @OptionGroup var source: PluginSourceOptions

        @Option(help: "程序库所在目录（默认与本程序相同）/ The folder of its library; beside this program when left out.")
        var libraries: String?

        @Option(help: "请求数 / How many requests.")
        var requests = 100_000

        @Option(help: "随机种子，用于重现 / The seed, to see the same again.")
        var seed: UInt64?

        func run() async throws {
            let data = try source.read()
            let seed = seed ?? .random(in: .min ... .max)
            let key = PluginKey(data.manifest)
            Output.error("\(key) seed \(seed)")
            let logger = Logger(label: "xinlian-hub", factory: { _ in SwiftLogNoOpLogHandler() })
            let folder = libraries.map { URL(fileURLWithPath: $0) } ?? PluginHost.defaultLibraryDirectory
            var ways: [PluginCheck.Ask] = []
            for isolation in [PluginIsolation.inProcess, .worker] {
                let host = try PluginHost(transport: isolation.transport(), logger: logger)
                try await host.load(data, from: folder)
                ways.append { try await host.answers($0, by: key) }
            }
            let violations = try await PluginCheck(data: data, seed: seed, ways: ways).run(requests)
            for violation in violations { Output.line("\(violation)") }
            guard violations.isEmpty else { throw ExitCode(1) }
            Output.line("\(key) 合格，\(requests) 个请求 / passes, \(requests) requests")
        }
    }
}

extension PluginData {
    /// As the tests of a plugin's package read it.
    fileprivate var json: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            return try encoder.encode(self)
        }
    }
}

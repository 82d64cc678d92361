import ArgumentParser
import DistrictConfig
import Foundation
import PluginKit

/// A plugin's source folder and what it is checked against.
struct PluginSourceOptions: ParsableArguments {
    @Argument(help: "插件源目录，含 plugin.yaml，目录名与编码相同 / The plugin's folder with plugin.yaml, named as its id.")
    var folder: String

    @Option(help: "量表目录 / The folder of instruments.")
    var instruments = "Plugins/instruments"

    @Option(help: "配置目录 / The folder of the configuration.")
    var config = "config"

    /// Reads the plugin whole; every mistake is printed and the exit status is 1.
    func read() throws -> PluginData {
        do {
            return try ConfigurationReader.readPlugin(
                URL(fileURLWithPath: folder), instruments: URL(fileURLWithPath: instruments),
                config: URL(fileURLWithPath: config))
        } catch {
            for line in ConfigCheck.report(for: error) { Output.error(line) }
            throw ExitCode(1)
        }
    }
}

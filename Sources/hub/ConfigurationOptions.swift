import ArgumentParser
import DistrictConfig
import Foundation

/// Where the configuration is.
struct ConfigurationOptions: ParsableArguments {
    @Option(name: .customLong("config"), help: "配置目录 / The folder of the configuration.")
    var config = "config"

    @Option(help: "插件目录：插件包，开发时为源目录 / The folder of plugins: bundles, or their sources in development.")
    var plugins = "Plugins"

    /// Reads the configuration; every mistake is printed and the exit status is 1. No plugin runs, so sources are read
    /// as well as bundles.
    func read() throws -> DistrictConfiguration {
        guard holdsSources else { return try read(with: installedPlugins()) }
        return try printingMistakes {
            try ConfigurationReader.read(
                config: URL(fileURLWithPath: config), plugins: URL(fileURLWithPath: plugins))
        }
    }
}

import ArgumentParser
import DistrictConfig
import Foundation
import PluginHost
import PluginKit

extension ConfigurationOptions {
    /// Whether the plugins folder holds the sources of plugins, as a checkout has them, and no bundles.
    var holdsSources: Bool {
        FileManager.default.fileExists(atPath: "\(plugins)/instruments")
    }

    /// Verifies and reads the bundles of the plugins folder; mistakes of the district's own files are printed.
    func installedPlugins(copies: String? = nil) throws -> InstalledPlugins {
        try printingMistakes {
            try InstalledPlugins(
                in: URL(fileURLWithPath: plugins), config: URL(fileURLWithPath: config),
                copies: copies.map { URL(fileURLWithPath: $0, isDirectory: true) },
                host: try ContractStamp.ofLoadedContract())
        }
    }

    /// Reads the configuration with what is left of the installed plugins.
    func read(with installed: InstalledPlugins) throws -> DistrictConfiguration {
        try printingMistakes {
            try ConfigurationReader.read(
                config: URL(fileURLWithPath: config), profiles: installed.profiles, refused: installed.refusedProfiles)
        }
    }
}

/// Prints every mistake, and exits with status 1 when there is one.
func printingMistakes<Result>(_ body: () throws -> Result) throws -> Result {
    do {
        return try body()
    } catch let mistakes as ConfigurationMistakes {
        for line in ConfigCheck.report(for: mistakes) { Output.error(line) }
        throw ExitCode(1)
    }
}

import DistrictConfig
public import Foundation
import HubModel
import Logging
public import PluginHost
import PluginKit

/// Where a hub's plugins come from.
public enum PluginSource: Sendable {
    /// Signed bundles. One that is refused keeps the hub from nothing else.
    case installed(InstalledPlugins)
    /// The configuration's own profiles, unsigned, with libraries in a folder, nil for beside the program: for
    /// development, tests and demonstrations. One that is refused stops the hub.
    case unsigned(libraries: URL?)

    /// Loads the plugins in the order of what they require.
    ///
    /// - Returns: what is installed, with what was refused on the way; nil for unsigned ones.
    /// - Throws: of unsigned ones `PluginLoadError` and `PluginGraphRefusal`.
    func load(
        _ profiles: [ProfileCode: PluginData], into host: PluginHost, logger: Logger
    ) async throws -> InstalledPlugins? {
        switch self {
        case .installed(var installed):
            await installed.load(into: host)
            for plugin in installed.refused {
                logger.error(
                    "plugin not loaded",
                    metadata: [
                        "folder": "\(plugin.folder)", "plugin": "\(plugin.id?.rawValue ?? "?")",
                        "reason": "\(plugin.reason)",
                    ])
            }
            return installed
        case .unsigned(let libraries):
            let nodes = profiles.values.map { data in
                PluginGraph.Node(
                    key: PluginKey(data.manifest), requires: data.manifest.requires, awareOf: data.manifest.awareOf,
                    place: data.manifest.id.rawValue)
            }
            let graph = PluginGraph(nodes)
            if let refused = graph.refused.first { throw refused.reason }
            for key in graph.order {
                guard let data = profiles[key.id] else { continue }
                try await host.load(data, from: libraries ?? PluginHost.defaultLibraryDirectory)
            }
            return nil
        }
    }
}

extension DistrictConfiguration {
    /// With the profiles alone whose plugin was loaded: of the others nothing is offered. Their instruments stay known, as
    /// stations may have facts of them.
    func offering(_ installed: InstalledPlugins?) -> DistrictConfiguration {
        installed.map { offering($0.profiles) } ?? self
    }
}

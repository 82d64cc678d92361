import DistrictConfig
import Foundation
import HubModel
import Logging
import PluginFixtures
import PluginKit
import Testing

@testable import PluginHost

/// A folder of one test: sources of a plugin, its libraries, keys, and a district whose plugins folder bundles are put into.
final class PluginWorkshop: Sendable {
    static let module = "Canary"
    static let id = "community-hub"

    let libraries: LibraryFolder
    let own: ContractStamp
    let key: PluginSigningKey

    /// The district's configuration, with the one key it trusts.
    var config: URL { libraries.url.appending(path: "config") }
    /// Where the district installs plugins.
    var plugins: URL { libraries.url.appending(path: "installed") }
    /// What the test has built and signed.
    var built: URL { libraries.url.appending(path: "built") }

    init() throws {
        libraries = try LibraryFolder()
        own = try ContractStamp.ofLoadedContract()
        key = try PluginSigningKey(id: "district-2026")
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let files = FileManager.default
        try files.copyItem(at: root.appending(path: "config"), to: config)
        for folder in ["config/stations", "config/hospitals"] {
            try files.removeItem(at: libraries.url.appending(path: folder))
        }
        for folder in [plugins, built] { try files.createDirectory(at: folder, withIntermediateDirectories: true) }
        for folder in ["instruments", "community-hub", "elderly-guardian"] {
            try files.copyItem(
                at: root.appending(path: "Plugins/\(folder)"), to: libraries.url.appending(path: "sources/\(folder)"))
        }
        for id in [Self.id, "elderly-guardian"] { try writeVersion("1.0.0", of: id) }
        try trust(key)
        try compile(Self.module)
        try edit("module: CommunityHub", "module: \(Self.module)")
    }

    /// The tests' own version, whatever the shipped plugin is at.
    private func writeVersion(_ version: String, of id: String) throws {
        let url = source(id).appending(path: "plugin.yaml")
        let text = try String(contentsOf: url, encoding: .utf8)
        try Data(text.replacing(#/\nversion: [0-9.]+\n/#, with: "\nversion: \(version)\n").utf8).write(to: url)
    }

    func source(_ id: String = PluginWorkshop.id) -> URL { libraries.url.appending(path: "sources/\(id)") }

    func trust(_ keys: PluginSigningKey...) throws {
        let lines = keys.map { "- {id: \($0.id), publicKey: \($0.publicKeyText), comment: the bureau's}\n" }
        try Data(lines.joined().utf8).write(to: config.appending(path: "plugin-keys.yaml"))
    }

    /// A library whose constructor leaves a canary and whose entry is that of the real plugin.
    func compile(
        _ module: String, stamp: String? = nil, entry: String? = nil, options: [String] = ["-shared"],
        of real: String = "CommunityHub"
    ) throws {
        let path = PluginHost.defaultLibraryDirectory.appending(path: "lib\(real).so").path
        let forward = """
            #include <dlfcn.h>
            void *xinlian_plugin_v1(void) {
                void *real = dlopen("\(path)", RTLD_NOW | RTLD_LOCAL);
                return ((void *(*)(void))dlsym(real, "xinlian_plugin_v1"))();
            }

            """
        try libraries.compile(module, stamp: stamp ?? own.json, source: entry ?? forward, options: options)
    }

    /// Changes `plugin.yaml` of the sources; the text must be there.
    func edit(_ old: String, _ new: String, in file: String = "plugin.yaml", of id: String = PluginWorkshop.id) throws {
        let url = source(id).appending(path: file)
        let text = try String(contentsOf: url, encoding: .utf8)
        try #require(text.contains(old))
        try Data(text.replacing(old, with: new).utf8).write(to: url)
    }

    /// Builds and signs a bundle of the sources.
    @discardableResult
    func sign(
        _ id: String = PluginWorkshop.id, module: String = PluginWorkshop.module, by key: PluginSigningKey? = nil,
        into folder: URL? = nil
    ) throws -> URL {
        try SignBundle(key: key ?? self.key)(
            source: source(id), library: libraries.library(module),
            instruments: libraries.url.appending(path: "sources/instruments"), output: folder ?? built)
    }

    func install() throws -> InstalledPlugins {
        try InstalledPlugins(in: plugins, config: config, copies: libraries.url, host: own)
    }

    /// Verifies, reads and loads everything that is installed, as a hub does.
    func load() async throws -> (installed: InstalledPlugins, host: PluginHost) {
        var installed = try install()
        let host = try PluginHost(logger: .silent)
        await installed.load(into: host)
        return (installed, host)
    }

    /// Whether any code of a library has run, and forgets it.
    func hasRun(_ module: String = PluginWorkshop.module) -> Bool {
        defer { try? FileManager.default.removeItem(at: libraries.canary(module)) }
        return libraries.hasRun(module)
    }
}

/// SplitMix64: the same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

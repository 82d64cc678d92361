import DistrictConfig
public import Foundation
public import HubModel
public import PluginKit

/// The plugins that a district has installed: verified, read, and put into the order in which they are loaded.
///
/// A refused one keeps nobody from starting: it is in ``refused`` with its reason, and the rest goes on.
public struct InstalledPlugins: Sendable {
    /// A plugin that may be loaded.
    public struct Plugin: Sendable {
        public var data: PluginData
        /// The name of the folder where it was installed.
        public var folder: String
        /// The id of the key that signed it.
        public var signer: String
        /// The verified copy with the library.
        public var libraryFolder: URL
        /// SHA-256 of the library.
        public var libraryDigest: String

        public var key: PluginKey { PluginKey(data.manifest) }
    }

    /// In the order of loading.
    public private(set) var accepted: [Plugin] = []
    public private(set) var refused: [RefusedPlugin] = []
    private let copies: BundleCopies

    /// Verifies every bundle of a folder, copies what is in order, reads its YAML from the copies and resolves the graph.
    ///
    /// - Parameters:
    ///   - folder: one bundle a folder.
    ///   - config: the district's configuration with `plugin-keys.yaml`.
    ///   - copies: the folder for verified copies, on a file system from which libraries may be loaded; nil for the
    ///     temporary folder.
    ///   - host: what the running program was compiled against.
    /// - Throws: `ConfigurationMistakes` of the district's own files; an error of the file system when the folder can't
    ///   be read or none can be made for copies.
    public init(in folder: URL, config: URL, copies parent: URL? = nil, host: ContractStamp) throws {
        let trusted = try ConfigurationReader.readPluginKeys(config: config)
        copies = try BundleCopies(in: parent)
        let bundles = try verify(folder, by: BundleVerification(trusted: trusted, host: host))
        try read(copied(bundles), config: config)
        refuseTaken()
        resolve()
    }

    /// The data of what is accepted, by id and version, as the configuration is read with it.
    public var profiles: [PluginData] { accepted.sorted { $0.key < $1.key }.map(\.data) }

    /// The profiles of refused plugins, also when that is only what they claim to be.
    public var refusedProfiles: [ProfileCode] { Set(refused.compactMap(\.id)).sorted() }

    /// Loads everything in order. What can't be started is refused, and what requires it too.
    public mutating func load(into host: PluginHost) async {
        var loaded: Set<PluginKey> = []
        while let plugin = accepted.first(where: { !loaded.contains($0.key) }) {
            do {
                try await host.load(plugin.data, from: plugin.libraryFolder, digest: plugin.libraryDigest)
                loaded.insert(plugin.key)
            } catch {
                refuse(plugin, (error as? PluginLoadError).map(PluginRefusal.load) ?? .failed("\(error)"))
                resolve()
            }
        }
    }

    /// Leaves one plugin and what it requires, for a program that needs no other.
    public mutating func keep(only id: ProfileCode) {
        var needed: Set<ProfileCode> = [id]
        for plugin in accepted.reversed() where needed.contains(plugin.data.manifest.id) {
            needed.formUnion(plugin.data.manifest.requires.map(\.id))
        }
        accepted.removeAll { !needed.contains($0.data.manifest.id) }
        refused.removeAll { plugin in plugin.id.map { !needed.contains($0) } ?? true }
    }
}

extension InstalledPlugins {
    /// The bundles in order by themselves, each key once.
    private mutating func verify(_ folder: URL, by verification: BundleVerification) throws -> [PluginBundle] {
        var bundles: [PluginBundle] = []
        for entry in try PluginFolder.verify(folder, by: verification) {
            switch entry.result {
            case .success(let bundle): bundles.append(bundle)
            case .failure(let error): refused.append(error.plugin)
            }
        }
        for (key, same) in Dictionary(grouping: bundles, by: \.key) where same.count > 1 {
            for bundle in same { refuse(bundle, .graph(.sameVersionTwice(key, places: same.map(\.folder)))) }
        }
        return bundles.filter { bundle in bundles.count { $0.key == bundle.key } == 1 }
    }

    private mutating func copied(_ bundles: [PluginBundle]) -> [(bundle: PluginBundle, profile: InstalledProfile)] {
        var copied: [(PluginBundle, InstalledProfile)] = []
        for bundle in bundles {
            do {
                let folder = try copies.add(bundle)
                copied.append(
                    (bundle, InstalledProfile(id: bundle.manifest.id, folder: folder, name: bundle.folder)))
            } catch {
                refuse(bundle, .copy(error.localizedDescription))
            }
        }
        return copied
    }

    private mutating func read(
        _ bundles: [(bundle: PluginBundle, profile: InstalledProfile)], config: URL
    ) throws(ConfigurationMistakes) {
        let results = try ConfigurationReader.readInstalled(bundles.map(\.profile), config: config)
        for ((bundle, profile), result) in zip(bundles, results) {
            do throws(PluginRefusal) {
                let plugin = Plugin(
                    data: try Self.agreed(result, with: bundle.manifest), folder: bundle.folder,
                    signer: bundle.signer, libraryFolder: profile.folder, libraryDigest: bundle.libraryDigest)
                accepted.append(plugin)
            } catch {
                refuse(bundle, error)
            }
        }
        accepted.sort { $0.key < $1.key }
    }

    /// What was signed in `bundle.json` decides about loading, so `plugin.yaml` must say the same.
    private static func agreed(
        _ result: Result<PluginData, ConfigurationMistakes>, with bundle: BundleManifest
    ) throws(PluginRefusal) -> PluginData {
        let data: PluginData
        do {
            data = try result.get()
        } catch {
            throw .content(ConfigCheck.lines(for: error))
        }
        let plugin = data.manifest
        func compare(_ key: String, _ left: String, _ right: String) throws(PluginRefusal) {
            guard left == right else { throw .manifestsDiffer(key: key, bundle: left, plugin: right) }
        }
        try compare("id", bundle.id.rawValue, plugin.id.rawValue)
        try compare("version", bundle.version, plugin.version)
        try compare("module", bundle.module, plugin.module)
        try compare("requires", "\(bundle.requires)", "\(plugin.requires)")
        try compare("awareOf", "\(bundle.awareOf)", "\(plugin.awareOf)")
        guard (bundle.api.from...bundle.api.through).contains(plugin.apiVersion) else {
            throw .manifestsDiffer(key: "apiVersion", bundle: "\(bundle.api)", plugin: "\(plugin.apiVersion)")
        }
        return data
    }

    /// Facts name packages and activities by their code alone, and the host knows each version of an instrument once. So
    /// of two plugins that bring the same code, the one whose id comes later is refused.
    private mutating func refuseTaken() {
        var first: [TakenCode: (key: PluginKey, instrument: Instrument?)] = [:]
        for plugin in accepted {
            let codes = TakenCode.all(of: plugin.data)
            let taken = codes.first { code, instrument in
                guard let known = first[code] else { return false }
                return instrument.map { $0 != known.instrument } ?? (known.key.id != plugin.key.id)
            }
            if let (code, _) = taken, let known = first[code] {
                refuse(plugin, .taken(what: code.what, code: code.text, by: known.key))
            } else {
                for (code, instrument) in codes where first[code] == nil { first[code] = (plugin.key, instrument) }
            }
        }
    }

    /// Puts ``accepted`` into order and takes out what the graph refuses.
    private mutating func resolve() {
        let nodes = accepted.map { plugin in
            PluginGraph.Node(
                key: plugin.key, requires: plugin.data.manifest.requires, awareOf: plugin.data.manifest.awareOf,
                place: plugin.folder)
        }
        let graph = PluginGraph(nodes, refusedBefore: refused.compactMap(\.key))
        for one in graph.refused {
            guard let plugin = accepted.first(where: { $0.key == one.node.key }) else { continue }
            refuse(plugin, .graph(one.reason))
        }
        let places = Dictionary(uniqueKeysWithValues: graph.order.enumerated().map { ($1, $0) })
        accepted.sort { (places[$0.key] ?? 0) < (places[$1.key] ?? 0) }
    }

    private mutating func refuse(_ plugin: Plugin, _ reason: PluginRefusal) {
        accepted.removeAll { $0.key == plugin.key }
        refused.append(
            RefusedPlugin(folder: plugin.folder, id: plugin.key.id, version: plugin.key.version, reason: reason))
    }

    private mutating func refuse(_ bundle: PluginBundle, _ reason: PluginRefusal) {
        refused.append(
            RefusedPlugin(folder: bundle.folder, id: bundle.key.id, version: bundle.key.version, reason: reason))
    }
}

/// A code that only one plugin may bring, in all of its versions.
private struct TakenCode: Hashable {
    enum Kind { case module, package, activity, instrument }

    var kind: Kind
    var text: String

    static func all(of data: PluginData) -> [(code: TakenCode, instrument: Instrument?)] {
        let own =
            [TakenCode(kind: .module, text: data.manifest.module)]
            + data.packages.map { TakenCode(kind: .package, text: $0.code) }
            + data.activities.map { TakenCode(kind: .activity, text: $0.code) }
        return own.map { ($0, nil) }
            + data.instruments.map { (TakenCode(kind: .instrument, text: "\($0.code) \($0.version)"), $0) }
    }

    var what: LocalizedText {
        switch kind {
        case .module: LocalizedText(zh: "模块", en: "module")
        case .package: LocalizedText(zh: "服务包", en: "service package")
        case .activity: LocalizedText(zh: "活动", en: "activity")
        case .instrument: LocalizedText(zh: "量表版本（内容不同）", en: "instrument version (with other content)")
        }
    }
}

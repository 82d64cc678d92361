import DistrictConfig
public import Foundation
import PluginKit

/// Makes a signed bundle of a plugin's source folder and its built library.
public struct SignBundle: Sendable {
    private let key: PluginSigningKey

    public init(key: PluginSigningKey) {
        self.key = key
    }

    /// Assembles and signs. Nothing of the library runs; its stamp is copied from its bytes.
    ///
    /// - Parameters:
    ///   - source: the folder with `plugin.yaml`.
    ///   - library: `lib<module>.so`.
    ///   - instruments: the folder of the instruments that the plugin names.
    ///   - output: the folder in which `<id>-<version>` is made.
    /// - Returns: the bundle's folder. One that holds the same content already is signed anew.
    /// - Throws: ``SignBundleError``, `ConfigurationMistakes`, ``PluginLoadError``, or an error of the file system.
    public func callAsFunction(source: URL, library: URL, instruments: URL, output: URL) throws -> URL {
        let plugin = try ConfigurationReader.readPluginSource(source, instruments: instruments)
        let expected = "lib\(plugin.module).so"
        guard library.lastPathComponent == expected else {
            throw SignBundleError.otherLibrary(found: library.lastPathComponent, expected: expected)
        }
        var contents = try Self.yaml(in: source)
        for code in plugin.instruments {
            let path = "\(BundlePath.instruments)/\(code.lowercased()).yaml"
            contents[path] = try Data(contentsOf: instruments.appending(path: "\(code.lowercased()).yaml"))
        }
        let bytes = try Data(contentsOf: library)
        contents[expected] = bytes
        let stamp = try PluginLibrary.stamp(in: bytes, path: library.path, plugin: PluginKey(plugin))
        let manifest = BundleManifest(
            plugin: plugin, stamp: stamp, api: .init(from: plugin.apiVersion, through: plugin.apiVersion),
            files: contents.map { path, bytes in
                .init(path: path, size: bytes.count, sha256: BundleDigest.text(of: bytes))
            })
        let json = try manifest.json()
        // What this program would refuse is not worth a signature.
        _ = try BundleManifest(checking: json)
        contents[BundlePath.manifest] = json
        contents[BundlePath.signature] = try BundleSignature(of: json, by: key).file
        return try Self.write(contents, manifest: manifest, to: output)
    }

    /// The YAML files and the README.md of a plugin's folder, by path; its Swift sources stay behind.
    private static func yaml(in source: URL) throws -> [String: Data] {
        var contents: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: source.path).sorted() {
            let isHidden = path.split(separator: "/").contains { $0.hasPrefix(".") }
            guard !isHidden, path == "README.md" || path.hasSuffix(".yaml") else { continue }
            guard BundlePath.isPath(path), !path.hasPrefix("\(BundlePath.instruments)/") else {
                throw BundleRefusal.pathNotAllowed(path)
            }
            let file = source.appending(path: path)
            let type = try FileManager.default.attributesOfItem(atPath: file.path)[.type] as? FileAttributeType
            guard type == .typeRegular else { throw BundleRefusal.linkInside(path) }
            contents[path] = try Data(contentsOf: file)
        }
        return contents
    }

    /// The folder appears whole or not at all.
    private static func write(_ contents: [String: Data], manifest: BundleManifest, to output: URL) throws -> URL {
        let files = FileManager.default
        let folder = output.appending(path: "\(manifest.id)-\(manifest.version)", directoryHint: .isDirectory)
        if files.fileExists(atPath: folder.path) {
            let known = try? Data(contentsOf: folder.appending(path: BundlePath.manifest))
            guard known == contents[BundlePath.manifest] else {
                throw SignBundleError.versionTaken(manifest.key, folder: folder.path)
            }
        }
        try files.createDirectory(at: output, withIntermediateDirectories: true)
        let draft = output.appending(path: ".\(UUID().uuidString)", directoryHint: .isDirectory)
        do {
            for (path, bytes) in contents {
                let file = draft.appending(path: path)
                try files.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try bytes.write(to: file)
            }
            if files.fileExists(atPath: folder.path) { try files.removeItem(at: folder) }
            try files.moveItem(at: draft, to: folder)
        } catch {
            try? files.removeItem(at: draft)
            throw error
        }
        return folder
    }
}

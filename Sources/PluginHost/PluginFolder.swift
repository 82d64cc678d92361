public import Foundation
import HubModel

/// The folder into which a district installs plugins: one bundle a folder.
public enum PluginFolder {
    /// What stands in one entry of the folder.
    public typealias Entry = (folder: String, result: Result<PluginBundle, RefusedPluginError>)

    /// A refused entry.
    public struct RefusedPluginError: Error, Hashable, Sendable {
        public var plugin: RefusedPlugin
    }

    /// Verifies every entry, in the order of names. Hidden ones and a README.md are no entries.
    ///
    /// - Throws: `CocoaError` when the folder itself can't be read.
    public static func verify(_ url: URL, by verification: BundleVerification) throws -> [Entry] {
        let names = try FileManager.default.contentsOfDirectory(atPath: url.path)
            .filter { !$0.hasPrefix(".") && $0 != "README.md" }.sorted()
        return names.map { name in
            (name, verify(bundle: url.appending(path: name, directoryHint: .notDirectory), by: verification))
        }
    }

    /// Verifies one bundle.
    public static func verify(
        bundle url: URL, by verification: BundleVerification
    ) -> Result<PluginBundle, RefusedPluginError> {
        do throws(BundleRefusal) {
            return .success(try verification.verify(url))
        } catch {
            let claim = Claim(of: url)
            return .failure(
                RefusedPluginError(
                    plugin: RefusedPlugin(
                        folder: url.lastPathComponent, id: claim.id, version: claim.version, reason: .bundle(error))))
        }
    }
}

/// What a refused bundle says to be. Nobody vouches for it: it only helps to say which plugin is missing.
private struct Claim {
    var id: ProfileCode?
    var version: String?

    init(of url: URL) {
        if let folder = try? BundleFolder(url.path),
            let json = try? folder.read(BundlePath.manifest, limit: BundleFolder.fileLimit),
            let object = (try? JSONSerialization.jsonObject(with: json)) as? [String: Any],
            let id = (object["id"] as? String).flatMap(ProfileCode.init(rawValue:))
        {
            self.id = id
            version = (object["version"] as? String).flatMap { PluginVersion($0) == nil ? nil : $0 }
            return
        }
        let name = url.lastPathComponent
        if let match = name.wholeMatch(of: /(.+)-([0-9.]+)/), PluginVersion(String(match.2)) != nil {
            id = ProfileCode(rawValue: String(match.1))
            version = id == nil ? nil : String(match.2)
        } else {
            id = ProfileCode(rawValue: name)
        }
    }
}

public import DistrictConfig
public import Foundation
public import PluginKit

/// Decides whether a folder is a bundle that this host may load. Nothing of its library runs.
///
/// From the outside in: the folder itself, the signature over the bytes of `bundle.json`, what these bytes say, the files
/// against the list, the bundle against the host, and at last what the library's own bytes say. Nothing but the
/// signature is looked at before it is known to be right.
public struct BundleVerification: Sendable {
    private let trusted: [TrustedPluginKey]
    private let host: ContractStamp

    /// - Parameters:
    ///   - trusted: the district's keys; none refuses every bundle.
    ///   - host: what the running program was compiled against.
    public init(trusted: [TrustedPluginKey], host: ContractStamp) {
        self.trusted = trusted
        self.host = host
    }

    /// - Throws: ``BundleRefusal``.
    public func verify(_ url: URL) throws(BundleRefusal) -> PluginBundle {
        let folder = try BundleFolder(url.path)
        let json = try part(BundlePath.manifest, of: folder, limit: BundleFolder.fileLimit, else: .manifestMissing)
        let file = try part(
            BundlePath.signature, of: folder, limit: BundleFolder.signatureLimit, else: .signatureMissing)
        let signature = try BundleSignature(reading: file)
        try signature.check(json, trusted: trusted)
        let manifest = try BundleManifest(checking: json)
        let contents = try Self.contents(of: folder, as: manifest)
        try compareWithHost(manifest)
        try checkLibrary(contents[manifest.library] ?? Data(), of: manifest)
        return PluginBundle(
            folder: url.lastPathComponent, manifest: manifest, signer: signature.signer, contents: contents)
    }

    private func part(
        _ path: String, of folder: BundleFolder, limit: Int, else missing: BundleRefusal
    ) throws(BundleRefusal) -> Data {
        guard folder.files[path] != nil else { throw missing }
        return try folder.read(path, limit: limit)
    }

    private static func contents(
        of folder: BundleFolder, as manifest: BundleManifest
    ) throws(BundleRefusal) -> [String: Data] {
        let listed = Set(manifest.files.map(\.path))
        let found = Set(folder.files.keys).subtracting([BundlePath.manifest, BundlePath.signature])
        if let extra = found.subtracting(listed).min() { throw .fileNotListed(extra) }
        if let missing = listed.subtracting(found).min() { throw .fileMissing(missing) }
        var contents: [String: Data] = [:]
        for file in manifest.files {
            let size = folder.files[file.path] ?? 0
            guard size == file.size else { throw .sizeDiffers(path: file.path, listed: file.size, found: size) }
            let bytes = try folder.read(file.path, limit: file.size)
            let digest = BundleDigest.text(of: bytes)
            guard bytes.count == file.size, digest == file.sha256 else {
                throw .digestDiffers(path: file.path, listed: file.sha256, found: digest)
            }
            contents[file.path] = bytes
        }
        return contents
    }

    /// From the most telling difference to the least: the contract hash also differs where compiler or build do.
    private func compareWithHost(_ manifest: BundleManifest) throws(BundleRefusal) {
        let key = manifest.key
        guard (manifest.api.from...manifest.api.through).contains(host.apiVersion) else {
            throw .apiVersionDiffers(plugin: key, range: manifest.api, host: host.apiVersion)
        }
        guard manifest.compiler == host.compiler else {
            throw .compilerDiffers(plugin: key, bundle: manifest.compiler, host: host.compiler)
        }
        guard manifest.build == host.build else {
            throw .buildDiffers(plugin: key, bundle: manifest.build, host: host.build)
        }
        guard manifest.contractHash == host.contractHash else {
            throw .contractDiffers(plugin: key, bundle: manifest.contractHash, host: host.contractHash)
        }
    }

    private func checkLibrary(_ bytes: Data, of manifest: BundleManifest) throws(BundleRefusal) {
        do {
            _ = try PluginLibrary.verifiedStamp(
                of: bytes, path: manifest.library, plugin: manifest.key, host: host)
        } catch {
            throw .library(error)
        }
    }
}

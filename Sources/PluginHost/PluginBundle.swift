import Foundation

/// A bundle that was verified: signed by a trusted key, whole, and fit for this host. None of its code has run.
public struct PluginBundle: Sendable {
    /// The folder's name, for messages.
    public let folder: String
    public let manifest: BundleManifest
    /// The id of the key that signed it.
    public let signer: String
    /// The very bytes that were verified, by path. What is read and loaded later is written from them, so that nobody can
    /// put anything else in their place in between.
    let contents: [String: Data]

    public var key: PluginKey { manifest.key }

    /// SHA-256 of the library, 64 lower-case hexadecimal digits.
    public var libraryDigest: String {
        manifest.files.first { $0.path == manifest.library }?.sha256 ?? ""
    }
}

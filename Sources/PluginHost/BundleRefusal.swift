public import PluginKit

/// Why a bundle is refused. Nothing of its library has run, and except for the cases after ``fileMissing(_:)`` none of
/// its files but `bundle.json` and `bundle.sig` was read.
///
/// Paths are relative to the bundle's folder.
public enum BundleRefusal: Error, Hashable, Sendable {
    // The folder.
    case notAFolder
    /// A symbolic link, which might lead anywhere.
    case linkInside(String)
    /// A device, pipe or socket.
    case specialFile(String)
    case nameNotAllowed(String)
    case tooManyEntries(limit: Int)
    case tooDeep(String, limit: Int)
    case tooLarge(path: String, bytes: Int, limit: Int)
    case unreadable(path: String, reason: String)
    /// No `bundle.json`: not a bundle at all.
    case manifestMissing
    /// No `bundle.sig`: assembled by hand, or cut short.
    case signatureMissing

    // The signature over `bundle.json`.
    case signatureMalformed
    case signerUnknown(id: String, trusted: [String], nearest: String?)
    /// The key is trusted but did not sign these bytes.
    case signatureWrong(signer: String)

    // What `bundle.json` says.
    case manifestMalformed(reason: String)
    case unknownKeys([String])
    case formatUnknown(found: Int, known: Int)
    case invalidValue(key: String, value: String)
    case pathNotAllowed(String)
    case listedTwice(String, String)
    /// A file of a kind that no bundle holds.
    case contentNotAllowed(String)
    case neededFileNotListed(String)

    // The files against the list.
    case fileNotListed(String)
    case fileMissing(String)
    case sizeDiffers(path: String, listed: Int, found: Int)
    case digestDiffers(path: String, listed: String, found: String)

    // The bundle against the host.
    case apiVersionDiffers(plugin: PluginKey, range: BundleManifest.APIRange, host: Int)
    case compilerDiffers(plugin: PluginKey, bundle: String, host: String)
    case buildDiffers(plugin: PluginKey, bundle: ContractStamp.Build, host: ContractStamp.Build)
    case contractDiffers(plugin: PluginKey, bundle: String, host: String)
    /// What the library's own bytes say.
    case library(PluginLoadError)
}

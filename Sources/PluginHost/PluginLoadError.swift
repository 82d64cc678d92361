public import HubModel
public import PluginKit

/// Why a plugin was not loaded. Except for the cases of ``Stage/linking``, nothing of its library has run.
public enum PluginLoadError: Error, Codable, Hashable, Sendable {
    /// How far loading had come.
    public enum Stage: String, Codable, Sendable {
        /// Nothing of the library has run.
        case verification
        /// The library was verified and handed to the dynamic linker.
        case linking
    }

    /// The manifest's module is not a plain Swift identifier.
    case invalidModuleName(plugin: ProfileCode, module: String)
    /// The manifest's version is not `major.minor.patch`.
    case invalidVersion(plugin: ProfileCode, version: String)
    /// The manifest was written for another plugin interface.
    case manifestAPIVersion(plugin: PluginKey, manifest: Int, host: Int)
    case libraryMissing(plugin: PluginKey, path: String)
    /// A folder, link, device or the like stands where the library should be.
    case libraryNotRegularFile(plugin: PluginKey, path: String)
    case libraryUnreadable(plugin: PluginKey, path: String, reason: String)
    /// Not a shared library of this machine's kind, or cut short.
    case libraryMalformed(plugin: PluginKey, path: String, defect: LibraryDefect)
    /// No contract stamp: not built with the build tool plugin `ContractStamp`.
    case stampMissing(plugin: PluginKey, path: String)
    case stampUnreadable(plugin: PluginKey, path: String)
    case stampAPIVersion(plugin: PluginKey, library: Int, host: Int)
    case compilerDiffers(plugin: PluginKey, library: String, host: String)
    case buildDiffers(plugin: PluginKey, library: ContractStamp.Build, host: ContractStamp.Build)
    case contractDiffers(plugin: PluginKey, library: String, host: String)
    /// The library's table of dynamic symbols has no function ``PluginAPI/entrySymbol``.
    case entryNotExported(plugin: PluginKey, path: String, symbol: String)
    /// This id and version is loaded already, with other data or another library.
    case versionTaken(plugin: PluginKey)
    /// The library was loaded from this path before and the file has changed since: the linker would give the old one.
    case libraryReplaced(plugin: PluginKey, path: String)
    /// The dynamic linker refused the library.
    case linkingFailed(plugin: PluginKey, path: String, reason: String)
    /// ``PluginAPI/entrySymbol`` is not there after all, or hands over nothing.
    case entryMissing(plugin: PluginKey, path: String, symbol: String)
    /// The plugin itself refused its data.
    case dataRefused(plugin: PluginKey, failure: PluginFailure)

    /// How far loading had come when it failed.
    public var stage: Stage {
        switch self {
        case .linkingFailed, .entryMissing, .dataRefused: .linking
        default: .verification
        }
    }
}

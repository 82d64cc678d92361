import Foundation
public import PluginKit

/// A plugin's shared library whose bytes were verified; none of its code has run.
public struct PluginLibrary: Hashable, Sendable {
    public let key: PluginKey
    /// `lib<module>.so` in the library folder.
    public let path: String
    /// What the library was compiled against; equal to the host's.
    public let stamp: ContractStamp
    /// SHA-256 of the file in lower-case hexadecimal.
    public let digest: String

    /// Larger files are no plugins: reading them would only cost memory.
    private static let maximumBytes = 256 << 20

    /// Verifies manifest and library without running anything of the library.
    ///
    /// - Parameter host: what the running program was compiled against.
    /// - Throws: ``PluginLoadError`` of the stage `verification`.
    public init(
        verifying manifest: PluginManifest, in directory: String, host: ContractStamp
    ) throws(PluginLoadError) {
        key = PluginKey(manifest)
        try Self.check(manifest, host: host)
        path = (directory.hasSuffix("/") ? directory : directory + "/") + "lib\(manifest.module).so"
        let file = try Self.read(path, plugin: key)
        stamp = try Self.verifiedStamp(of: file, path: path, plugin: key, host: host)
        digest = BundleDigest.text(of: file)
    }

    /// The stamp in a library's bytes, once it equals the host's and the entry is exported.
    static func verifiedStamp(
        of file: Data, path: String, plugin: PluginKey, host: ContractStamp
    ) throws(PluginLoadError) -> ContractStamp {
        let stamp = try stamp(in: file, path: path, plugin: plugin)
        try compare(stamp, with: host, plugin: plugin)
        try checkEntry(in: file, path: path, plugin: plugin)
        return stamp
    }

    private static func checkEntry(in file: Data, path: String, plugin: PluginKey) throws(PluginLoadError) {
        let isExported: Bool
        do throws(LibraryDefect) {
            isExported = try ELFImage(file).exportsFunction(named: PluginAPI.entrySymbol)
        } catch {
            throw .libraryMalformed(plugin: plugin, path: path, defect: error)
        }
        guard isExported else {
            throw .entryNotExported(plugin: plugin, path: path, symbol: PluginAPI.entrySymbol)
        }
    }

    private static func check(_ manifest: PluginManifest, host: ContractStamp) throws(PluginLoadError) {
        guard isModuleName(manifest.module) else {
            throw .invalidModuleName(plugin: manifest.id, module: manifest.module)
        }

        let numbers = manifest.version.split(separator: ".", omittingEmptySubsequences: false)
        guard numbers.count == 3,
            numbers.allSatisfy({ (1...9).contains($0.utf8.count) && $0.utf8.allSatisfy(isDigit) })
        else { throw .invalidVersion(plugin: manifest.id, version: manifest.version) }

        guard manifest.apiVersion == host.apiVersion else {
            throw .manifestAPIVersion(
                plugin: PluginKey(manifest), manifest: manifest.apiVersion, host: host.apiVersion)
        }
    }

    /// Whether a text is a plain identifier, and so can stand in a file's name.
    static func isModuleName(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first), text.utf8.count <= 64 else { return false }
        return text.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func read(_ path: String, plugin: PluginKey) throws(PluginLoadError) -> Data {
        // Links are not followed: what was verified must be what is loaded.
        let attributes: [FileAttributeKey: Any]
        do {
            attributes = try FileManager.default.attributesOfItem(atPath: path)
        } catch CocoaError.fileReadNoSuchFile, CocoaError.fileNoSuchFile {
            throw .libraryMissing(plugin: plugin, path: path)
        } catch {
            throw .libraryUnreadable(plugin: plugin, path: path, reason: error.localizedDescription)
        }
        guard attributes[.type] as? FileAttributeType == .typeRegular else {
            throw .libraryNotRegularFile(plugin: plugin, path: path)
        }
        guard let size = (attributes[.size] as? NSNumber)?.intValue, size <= maximumBytes else {
            throw .libraryUnreadable(plugin: plugin, path: path, reason: "larger than \(maximumBytes) bytes")
        }
        do {
            return try Data(contentsOf: URL(filePath: path))
        } catch {
            throw .libraryUnreadable(plugin: plugin, path: path, reason: error.localizedDescription)
        }
    }

    static func stamp(in file: Data, path: String, plugin: PluginKey) throws(PluginLoadError) -> ContractStamp {
        let sections: [Data]
        do throws(LibraryDefect) {
            sections = try ELFImage(file).sections(named: PluginAPI.stampSection)
        } catch {
            throw .libraryMalformed(plugin: plugin, path: path, defect: error)
        }
        guard let section = sections.first else { throw .stampMissing(plugin: plugin, path: path) }
        guard sections.count == 1, let stamp = try? ContractStamp(json: section) else {
            throw .stampUnreadable(plugin: plugin, path: path)
        }
        return stamp
    }

    /// From the most telling difference to the least: the contract hash also differs where compiler or build do.
    private static func compare(
        _ library: ContractStamp, with host: ContractStamp, plugin: PluginKey
    ) throws(PluginLoadError) {
        guard library.apiVersion == host.apiVersion else {
            throw .stampAPIVersion(plugin: plugin, library: library.apiVersion, host: host.apiVersion)
        }
        guard library.compiler == host.compiler else {
            throw .compilerDiffers(plugin: plugin, library: library.compiler, host: host.compiler)
        }
        guard library.build == host.build else {
            throw .buildDiffers(plugin: plugin, library: library.build, host: host.build)
        }
        guard library.contractHash == host.contractHash else {
            throw .contractDiffers(plugin: plugin, library: library.contractHash, host: host.contractHash)
        }
    }
}

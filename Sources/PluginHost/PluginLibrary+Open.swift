import Foundation
import PluginKit
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension PluginLibrary {
    /// Digest of what was opened, by path: for a path that it knows, `dlopen` answers with the library it has.
    private static let opened = Mutex<[String: String]>([:])

    private typealias Entry = @convention(c) () -> UnsafeMutableRawPointer?

    /// Loads the verified library into this process and takes its factory: from here on its code runs.
    ///
    /// The handle is never closed: Swift's runtime keeps pointers to a library's types for as long as the process
    /// lives, and objects of the plugin may outlive any owner of the handle.
    ///
    /// - Throws: ``PluginLoadError`` `libraryReplaced`, `linkingFailed` or `entryMissing`.
    func open() throws(PluginLoadError) -> PluginFactory {
        let handle = try Self.opened.withLock { opened throws(PluginLoadError) in
            if let known = opened[path], known != digest { throw .libraryReplaced(plugin: key, path: path) }
            guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
                throw .linkingFailed(plugin: key, path: path, reason: Self.linkerMessage())
            }
            opened[path] = digest
            return handle
        }
        guard let symbol = dlsym(handle, PluginAPI.entrySymbol),
            let pointer = unsafeBitCast(symbol, to: Entry.self)()
        else { throw .entryMissing(plugin: key, path: path, symbol: PluginAPI.entrySymbol) }
        return PluginFactory.takeOver(pointer)
    }

    private static func linkerMessage() -> String {
        dlerror().map { String(cString: $0) } ?? "unknown"
    }
}

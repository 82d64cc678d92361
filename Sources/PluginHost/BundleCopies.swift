public import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A folder of this process that only its own user can enter, with copies of verified bundles.
///
/// A bundle's folder may change between its verification and its use. So its files are read once; what was verified is
/// written here, and YAML and library are read from here alone. Who can write here runs as the hub already.
/// (`dlopen` of an anonymous file would need no folder, but a worker process and the reader of YAML need paths.)
public final class BundleCopies: Sendable {
    private static let prefix = "xinlian-plugins-"
    private static let staleAfterSeconds = 60.0

    public let url: URL
    /// Held locked as long as the folder is used.
    private let descriptor: Int32

    /// Makes the folder, and removes those of processes that ended without doing so.
    ///
    /// - Parameter parent: where libraries may be loaded from, so no file system mounted `noexec`; nil for the
    ///   temporary folder.
    /// - Throws: `POSIXError`.
    public init(in parent: URL? = nil) throws {
        let parent = parent ?? FileManager.default.temporaryDirectory
        Self.removeStale(in: parent)
        // mkdtemp(3) puts a name that nobody had before in the place of the Xs.
        var template = Array("\(parent.path)/\(Self.prefix)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Self.failure() }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        url = URL(filePath: path, directoryHint: .isDirectory)
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw Self.failure() }
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
        if descriptor >= 0 { close(descriptor) }
    }

    /// Writes a bundle's files in the form of a plugins folder with one profile: `instruments/`, `<id>/…`, and the
    /// library beside them.
    ///
    /// - Returns: that folder.
    func add(_ bundle: PluginBundle) throws -> URL {
        let folder = url.appending(
            path: "\(bundle.manifest.id)-\(bundle.manifest.version)", directoryHint: .isDirectory)
        let instruments = BundlePath.instruments
        try Self.makeFolder(folder.appending(path: instruments))
        for (path, bytes) in bundle.contents {
            let isShared = path == bundle.manifest.library || path.hasPrefix("\(instruments)/")
            let file = folder.appending(path: isShared ? path : "\(bundle.manifest.id)/\(path)")
            try Self.makeFolder(file.deletingLastPathComponent())
            try Self.write(bytes, to: file.path)
        }
        return folder
    }

    private static func makeFolder(_ url: URL) throws {
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    private static func write(_ bytes: Data, to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o400)
        guard file >= 0 else { throw failure() }
        try FileHandle(fileDescriptor: file, closeOnDealloc: true).write(contentsOf: bytes)
    }

    private static func removeStale(in parent: URL) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
        for name in names where name.hasPrefix(prefix) {
            let path = "\(parent.path)/\(name)"
            let folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard folder >= 0 else { continue }
            defer { close(folder) }
            var status = stat()
            // One that was just made may not be locked yet.
            guard fstat(folder, &status) == 0, status.st_uid == getuid(),
                Date().timeIntervalSince1970 - Double(status.st_mtim.tv_sec) > staleAfterSeconds,
                flock(folder, LOCK_EX | LOCK_NB) == 0
            else { continue }
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    private static func failure() -> POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}

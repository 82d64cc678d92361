public import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The file of a ``KeyRing``: mode 0600, changed only by putting a whole new file in its place.
public struct KeyFile: Sendable {
    /// What tells one version of the file from another.
    struct Stamp: Equatable, Sendable {
        var inode: UInt64
        var seconds: Int
        var nanoseconds: Int
        var size: Int
    }

    public let path: String
    private static let sizeLimit = 1 << 16

    public init(_ path: String) {
        self.path = path
    }

    /// Makes the file with one key of every purpose.
    ///
    /// - Throws: ``KeyRingError/fileExists(_:)``; it never overwrites.
    public func generate(at now: Date) throws {
        let header = "# <purpose> <id> <base64 of 32 bytes>; the last key of a purpose is the current one.\n"
        let lines = KeyPurpose.allCases.map { KeyText.line($0, id: Self.newID(at: now)) }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw errno == EEXIST ? KeyRingError.fileExists(path) : failure() }
        try write(header + lines.joined(), to: descriptor)
    }

    /// Adds a key, which becomes the current one of its purpose.
    ///
    /// - Returns: its id.
    @discardableResult
    public func add(_ purpose: KeyPurpose, at now: Date) throws -> String {
        let id = Self.newID(at: now)
        try add(purpose, id: id)
        return id
    }

    func add(_ purpose: KeyPurpose, id: String) throws {
        try replace { text in text + (text.hasSuffix("\n") || text.isEmpty ? "" : "\n") + KeyText.line(purpose, id: id)
        }
    }

    /// Takes a key out. The caller has made sure that nothing needs it any more.
    ///
    /// - Throws: ``KeyRingError/isCurrent(_:id:)`` or ``KeyRingError/unknownKey(_:id:)``.
    public func remove(_ purpose: KeyPurpose, id: String) throws {
        try replace { text in
            try checkRemovable(purpose, id: id, in: text)
            return text.split(separator: "\n", omittingEmptySubsequences: false)
                .filter { !KeyText.isLine($0, of: purpose, id) }.joined(separator: "\n")
        }
    }

    /// - Throws: ``KeyRingError/isCurrent(_:id:)`` or ``KeyRingError/unknownKey(_:id:)``.
    public func checkRemovable(_ purpose: KeyPurpose, id: String) throws {
        try checkRemovable(purpose, id: id, in: try read().text)
    }

    private func checkRemovable(_ purpose: KeyPurpose, id: String, in text: String) throws {
        let keys = try KeyText.read(text).filter { $0.purpose == purpose }
        guard keys.contains(where: { $0.id == id }) else { throw KeyRingError.unknownKey(purpose, id: id) }
        guard keys.last?.id != id else { throw KeyRingError.isCurrent(purpose, id: id) }
    }

    /// The day makes ids readable, the random digits unique.
    static func newID(at now: Date) -> String {
        let day = now.formatted(.iso8601.year().month().day())
        return "\(day)-\(String(UInt32.random(in: 0x1000_0000...UInt32.max), radix: 16))"
    }

    /// Nil when there is no such file.
    var stamp: Stamp? {
        var status = stat()
        return stat(path, &status) == 0 ? Stamp(status) : nil
    }

    func read() throws -> (text: String, stamp: Stamp) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        return try read(descriptor)
    }

    private func read(_ descriptor: Int32) throws -> (text: String, stamp: Stamp) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure() }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw KeyRingError.fileNotReadable(path, reason: "not a regular file")
        }
        guard status.st_mode & 0o077 == 0 else { throw KeyRingError.fileOpenToOthers(path) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
        let data = try handle.read(upToCount: Self.sizeLimit + 1) ?? Data()
        guard data.count <= Self.sizeLimit, let text = String(data: data, encoding: .utf8) else {
            throw KeyRingError.fileNotReadable(path, reason: "not a text of keys")
        }
        return (text, Stamp(status))
    }

    /// Puts a changed text in the place of the file. The lock keeps two changes at once from losing one of the keys, with
    /// which something may have been written already.
    private func replace(_ change: (String) throws -> String) throws {
        while true {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw failure() }
            defer { close(descriptor) }
            guard flock(descriptor, LOCK_EX) == 0 else { throw failure() }
            let (text, locked) = try read(descriptor)
            // Whoever held the lock before may have replaced the file.
            guard locked == stamp else { continue }
            let changed = try change(text)
            _ = try KeyText.read(changed)
            return try put(changed, inPlaceOf: descriptor)
        }
    }

    private func put(_ text: String, inPlaceOf original: Int32) throws {
        var status = stat()
        guard fstat(original, &status) == 0 else { throw failure() }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let temporary = "\(folder)/.\(UUID().uuidString).keys"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure() }
        do {
            // An administrator who adds a key must not take the file away from the hub's user.
            guard fchown(descriptor, status.st_uid, status.st_gid) == 0 else { throw failure() }
            try write(text, to: descriptor)
            guard rename(temporary, path) == 0 else { throw failure() }
        } catch {
            unlink(temporary)
            throw error
        }
        let directory = open(folder, O_RDONLY | O_CLOEXEC)
        if directory >= 0 {
            fsync(directory)
            close(directory)
        }
    }

    private func write(_ text: String, to descriptor: Int32) throws {
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: Data(text.utf8))
        try handle.synchronize()
        try handle.close()
    }

    private func failure() -> KeyRingError { .fileNotReadable(path, reason: String(cString: strerror(errno))) }
}

extension KeyFile.Stamp {
    fileprivate init(_ status: stat) {
        #if canImport(Darwin)
        let modified = status.st_mtimespec
        #else
        let modified = status.st_mtim
        #endif
        self.init(
            inode: UInt64(status.st_ino), seconds: Int(modified.tv_sec), nanoseconds: Int(modified.tv_nsec),
            size: Int(status.st_size))
    }
}

import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The files of a folder that nobody vouches for yet, read through descriptors that follow no link.
final class BundleFolder {
    /// A library with debug information has a few dozen MiB.
    static let libraryLimit = 256 << 20
    /// Far more than any YAML file of a profile.
    static let fileLimit = 1 << 20
    static let signatureLimit = 1 << 10

    /// Every file inside, by its path, with its size in bytes.
    private(set) var files: [String: Int] = [:]
    private let descriptor: Int32

    /// Looks at every entry; a link, a device, a strange name or too many of them refuse the whole folder.
    init(_ path: String) throws(BundleRefusal) {
        // With a slash at the end the system would follow a link.
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOTDIR || errno == ELOOP || errno == ENOENT else {
                throw .unreadable(path: ".", reason: String(cString: strerror(errno)))
            }
            throw .notAFolder
        }
        try list(descriptor, prefix: "")
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    private func list(_ folder: Int32, prefix: String) throws(BundleRefusal) {
        for name in try names(in: folder, prefix: prefix) {
            let path = prefix + name
            guard BundlePath.isName(name) else { throw .nameNotAllowed(path) }
            guard path.split(separator: "/").count <= BundlePath.depthLimit else {
                throw .tooDeep(path, limit: BundlePath.depthLimit)
            }
            var status = stat()
            guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { throw failure(path) }
            switch status.st_mode & S_IFMT {
            case S_IFREG: files[path] = Int(status.st_size)
            case S_IFDIR:
                let inner = try openFolder(name, in: folder, path: path)
                defer { close(inner) }
                try list(inner, prefix: path + "/")
            case S_IFLNK: throw .linkInside(path)
            default: throw .specialFile(path)
            }
            guard files.count <= BundleManifest.filesLimit + 2 else {
                throw .tooManyEntries(limit: BundleManifest.filesLimit)
            }
        }
    }

    /// Sorted, so that a folder with two faults is always refused for the same one.
    private func names(in folder: Int32, prefix: String) throws(BundleRefusal) -> [String] {
        guard let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name), let stream = fdopendir(dup(folder)) else {
            throw failure(prefix)
        }
        defer { closedir(stream) }
        rewinddir(stream)
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = String(cString: (UnsafeRawPointer(entry) + nameOffset).assumingMemoryBound(to: CChar.self))
            guard name != ".", name != ".." else { continue }
            names.append(name)
            guard names.count <= BundleManifest.filesLimit + 2 else {
                throw .tooManyEntries(limit: BundleManifest.filesLimit)
            }
        }
        return names.sorted()
    }

    /// The bytes of a file, read once.
    func read(_ path: String, limit: Int) throws(BundleRefusal) -> Data {
        let names = path.split(separator: "/").map(String.init)
        var folder = dup(descriptor)
        defer { close(folder) }
        for name in names.dropLast() {
            let inner = try openFolder(name, in: folder, path: path)
            close(folder)
            folder = inner
        }
        // Without O_NONBLOCK a pipe put there meanwhile would make this wait for ever.
        let file = openat(folder, names.last ?? "", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw errno == ELOOP ? .linkInside(path) : failure(path) }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        var status = stat()
        guard fstat(file, &status) == 0 else { throw failure(path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .specialFile(path) }
        guard Int(status.st_size) <= limit else {
            throw .tooLarge(path: path, bytes: Int(status.st_size), limit: limit)
        }
        let bytes: Data
        do {
            bytes = try handle.read(upToCount: limit + 1) ?? Data()
        } catch {
            throw .unreadable(path: path, reason: error.localizedDescription)
        }
        guard bytes.count <= limit else { throw .tooLarge(path: path, bytes: bytes.count, limit: limit) }
        return bytes
    }

    private func openFolder(_ name: String, in folder: Int32, path: String) throws(BundleRefusal) -> Int32 {
        let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard inner >= 0 else { throw errno == ELOOP ? .linkInside(path) : failure(path) }
        return inner
    }

    private func failure(_ path: String) -> BundleRefusal {
        .unreadable(path: path.isEmpty ? "." : path, reason: String(cString: strerror(errno)))
    }
}

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Keeps two processes from starting or stopping one cluster at once. The lock ends with the process.
struct FolderLock: Sendable {
    private let descriptor: Int32

    /// Waits up to two minutes.
    static func acquire(_ path: String) async throws -> FolderLock {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw PrivateClusterError.folderNotUsable(path, reason: String(cString: strerror(errno)))
        }
        let deadline = ContinuousClock.now + .seconds(120)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard ContinuousClock.now < deadline, !Task.isCancelled else {
                close(descriptor)
                throw PrivateClusterError.locked(path)
            }
            // There is no condition to wait for across processes without blocking a thread.
            try? await Task.sleep(for: .milliseconds(50))
        }
        return FolderLock(descriptor: descriptor)
    }

    func release() {
        close(descriptor)
    }
}

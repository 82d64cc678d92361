#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A lock among the programs that open one book; it ends with the process that holds it.
enum BookLock {
    /// Runs the body while nobody else holds the lock on the file, which is made when it is missing.
    ///
    /// - Throws: ``LocalBookError/notLocked(_:)``; what the body throws.
    static func hold(_ path: String, _ body: () throws -> Void) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw LocalBookError.notLocked(String(cString: strerror(errno))) }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw LocalBookError.notLocked(String(cString: strerror(errno))) }
        }
        try body()
    }
}

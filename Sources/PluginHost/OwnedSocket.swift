import Foundation
import SystemPackage

/// The host's end of a socket pair, closed with the last reference.
final class OwnedSocket: Sendable {
    let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// A connected pair: one end owned, the other's descriptor, which the caller has to close.
    static func pair() throws -> (own: OwnedSocket, other: Int32) {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw Errno(rawValue: errno)
        }
        return (OwnedSocket(ends[0]), ends[1])
    }

    /// Wakes whoever reads at either end.
    func shutDown() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}

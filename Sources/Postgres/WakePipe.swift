import CLibpq
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Ends a thread's wait for a socket from outside.
final class WakePipe: Sendable {
    private let reading: Int32
    private let writing: Int32
    private let stopped = Atomic(false)

    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw PostgresError(.misuse, "no pipe: \(String(cString: strerror(errno)))")
        }
        (reading, writing) = (ends[0], ends[1])
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
    }

    deinit {
        close(reading)
        close(writing)
    }

    var isStopped: Bool { stopped.load(ordering: .acquiring) }

    func stop() {
        stopped.store(true, ordering: .releasing)
        signal()
    }

    func signal() {
        var byte: UInt8 = 1
        // A full pipe wakes just as well.
        _ = write(writing, &byte, 1)
    }

    /// Blocks until the socket can be read or ``signal()`` was called.
    func wait(for socket: Int32) {
        var descriptors = [
            pollfd(fd: socket, events: Int16(POLLIN), revents: 0),
            pollfd(fd: reading, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&descriptors, 2, -1) > 0, descriptors[1].revents != 0 else { return }
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(reading, &bytes, bytes.count) > 0 {}
    }
}

extension Connection {
    /// Blocks this connection's thread until notifications arrive or the pipe is signalled.
    func waitForNotifications(_ wake: WakePipe) throws -> [Listener.Notification] {
        let link = try liveLink()
        var found = takeNotifications(link)
        guard found.isEmpty, !wake.isStopped else { return found }
        wake.wait(for: PQsocket(link.pointer))
        guard PQconsumeInput(link.pointer) == 1, link.isAlive else {
            let error = PostgresError(.connectionLost(.notSent), link.message)
            closeIfLost(error)
            throw error
        }
        found = takeNotifications(link)
        return found
    }

    private func takeNotifications(_ link: ServerLink) -> [Listener.Notification] {
        var found: [Listener.Notification] = []
        while let notification = PQnotifies(link.pointer) {
            found.append(
                Listener.Notification(
                    channel: String(cString: notification.pointee.relname),
                    payload: notification.pointee.extra.map { String(cString: $0) } ?? "",
                    backendPID: notification.pointee.be_pid))
            PQfreemem(notification)
        }
        return found
    }
}

import Foundation
import HubStore
import Postgres
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// One server for all suites of the process, in a temporary folder, stopped when the process ends.
enum TestServer {
    private static let cluster = Task {
        let folder = FileManager.default.temporaryDirectory.path + "/pgtest-\(UUID().uuidString.prefix(8))"
        var configuration = PrivateCluster.Configuration(folder: folder)
        // The data are thrown away with the folder, so nothing has to survive a crash of the machine.
        configuration.durability = .unsafeForTests
        let cluster = PrivateCluster(configuration)
        try await cluster.start()
        atExitServer.withLock { $0 = (cluster.serverPID, folder) }
        atexit {
            let (pid, folder) = atExitServer.withLock { $0 }
            guard let pid, let folder else { return }
            kill(pid, SIGQUIT)
            while kill(pid, 0) == 0 { usleep(10_000) }
            try? FileManager.default.removeItem(atPath: folder)
        }
        return cluster
    }

    static func configuration(database: String = "postgres") async throws -> ConnectionConfiguration {
        try await cluster.value.connectionConfiguration(database: database)
    }

    static func connect() async throws -> Connection {
        try await Connection.connect(configuration())
    }

    static func pool(_ maximum: Int = 4, change: (inout PoolConfiguration) -> Void = { _ in }) async throws -> Pool {
        var settings = PoolConfiguration(connection: try await configuration())
        settings.maximumSize = maximum
        change(&settings)
        return Pool(settings)
    }

    /// Runs the body on a connection of its own.
    static func withConnection<Value: Sendable>(
        _ body: @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        try await Connection.withConnection(try await configuration(), body)
    }
}

private let atExitServer = Mutex<(pid: Int32?, folder: String?)>((nil, nil))

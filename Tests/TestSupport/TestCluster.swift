import Foundation
import HubStore
import Logging
import Postgres
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// One server for all suites of the process, in a folder of its own, stopped when the process ends.
enum TestCluster {
    /// The database with roles and schema that each test's database is copied from.
    static let template = "xinlian_template"

    /// In memory where there is such a folder: a database is several hundred files, and copying them for every test costs
    /// twenty times as much on a disk.
    private static let parent: String = {
        let memory = "/dev/shm"
        return FileManager.default.isWritableFile(atPath: memory)
            ? memory : FileManager.default.temporaryDirectory.path
    }()

    private static let started = Task {
        let folder = Self.parent + "/hubtest-\(UUID().uuidString.prefix(8))"
        var configuration = PrivateCluster.Configuration(folder: folder)
        // The data are thrown away with the folder, so nothing has to survive a crash of the machine.
        configuration.durability = .unsafeForTests
        configuration.settings = ["max_connections": "200"]
        let cluster = PrivateCluster(configuration, logger: quiet)
        try await cluster.start()
        serverAtExit.withLock { $0 = (cluster.serverPID, folder) }
        atexit {
            let (pid, folder) = serverAtExit.withLock { $0 }
            guard let pid, let folder else { return }
            kill(pid, SIGQUIT)
            while kill(pid, 0) == 0 { usleep(10_000) }
            try? FileManager.default.removeItem(atPath: folder)
        }
        try await DatabaseSetup(administrator: cluster.connectionConfiguration(), logger: quiet)
            .prepare(database: template)
        try await Migrator.bundled(logger: quiet).migrate(
            cluster.connectionConfiguration(database: template, user: DatabaseSetup.owner))
        return cluster
    }

    /// The server, started and prepared by whoever asks first.
    static func prepared() async throws -> PrivateCluster { try await started.value }

    static let quiet = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
}

private let serverAtExit = Mutex<(pid: Int32?, folder: String?)>((nil, nil))

/// Lets a few tests at a time have a database, so that their pools don't exhaust the server's connections.
actor DatabasePermits {
    static let shared = DatabasePermits(count: 4)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(count: Int) {
        free = count
    }

    func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func giveBack() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}

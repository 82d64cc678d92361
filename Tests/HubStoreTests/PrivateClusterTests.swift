import Foundation
import HubStore
import Logging
import Postgres
import ServiceLifecycle
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

@Suite(.serialized, .timeLimit(.minutes(3))) struct PrivateClusterTests {
    private func withFolder(_ name: String = "cluster", _ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/\(name)-\(UUID().uuidString.prefix(8))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    private func cluster(_ folder: String) -> PrivateCluster {
        var configuration = PrivateCluster.Configuration(folder: folder)
        // The data are thrown away with the folder, so nothing has to survive a crash of the machine.
        configuration.durability = .unsafeForTests
        return PrivateCluster(configuration)
    }

    private func answer(_ cluster: PrivateCluster, _ query: Query, database: String = "postgres") async throws
        -> String?
    {
        let connection = try await Connection.connect(cluster.connectionConfiguration(database: database))
        let answer = try await connection.first(query, as: (String.self))
        await connection.close()
        return answer
    }

    @Test func startsIsAdoptedStopsAndKeepsItsData() async throws {
        try await withFolder { folder in
            let first = cluster(folder)
            try await first.start()
            let pid = try #require(first.serverPID)
            #expect(try await answer(first, "SHOW data_checksums") == "on")
            #expect(try await answer(first, "SHOW server_encoding") == "UTF8")
            #expect(try await answer(first, "SHOW listen_addresses") == "")
            try await first.createDatabase("kept")
            #expect(try await answer(first, "SELECT 'here'", database: "kept") == "here")

            let second = cluster(folder)
            try await second.start()
            #expect(second.serverPID == pid)

            try await first.stop()
            #expect(first.serverPID == nil)
            try await first.stop()

            try await second.start()
            #expect(try await answer(second, "SELECT 'here'", database: "kept") == "here")
            try await second.dropDatabase("kept")
            try await second.dropDatabase("kept")
            await #expect(throws: PostgresError.self) { try await answer(second, "SELECT 'here'", database: "kept") }
            try await second.stop()
        }
    }

    @Test func aKilledServerIsStartedAgain() async throws {
        try await withFolder { folder in
            let cluster = cluster(folder)
            try await cluster.start()
            let pid = try #require(cluster.serverPID)
            kill(pid, SIGKILL)
            while kill(pid, 0) == 0 { await Task.yield() }
            #expect(FileManager.default.fileExists(atPath: folder + "/data/postmaster.pid"))
            try await cluster.start()
            #expect(try await answer(cluster, "SELECT 'back'") == "back")
            try await cluster.stop()
        }
    }

    @Test func aLongFolderGetsAShortSocket() async throws {
        try await withFolder(String(repeating: "long", count: 20)) { folder in
            let cluster = cluster(folder)
            #expect(cluster.socketFolder.hasPrefix("/tmp/pg-"))
            try await cluster.start()
            #expect(try await answer(cluster, "SELECT 'reached'") == "reached")
            try await cluster.stop()
            try FileManager.default.removeItem(atPath: cluster.socketFolder)
        }
    }

    @Test func gracefulShutdownStopsTheServer() async throws {
        try await withFolder { folder in
            let cluster = cluster(folder)
            try await cluster.start()
            let pid = try #require(cluster.serverPID)
            let group = ServiceGroup(
                configuration: .init(services: [cluster], gracefulShutdownSignals: [], logger: Logger(label: "test")))
            let running = Task { try await group.run() }
            await group.triggerGracefulShutdown()
            try await running.value
            #expect(cluster.serverPID == nil)
            while kill(pid, 0) == 0 { await Task.yield() }
        }
    }

    @Test func settingsCanBeOverridden() async throws {
        try await withFolder { folder in
            var configuration = PrivateCluster.Configuration(folder: folder)
            configuration.settings = ["work_mem": "13MB"]
            #expect(configuration.durability == .durable)
            let cluster = PrivateCluster(configuration)
            try await cluster.start()
            #expect(try await answer(cluster, "SHOW work_mem") == "13MB")
            #expect(try await answer(cluster, "SHOW fsync") == "on")
            try await cluster.stop()
        }
    }

    /// The server's programs run in another folder, and libpq takes a relative one for a host's name.
    @Test func aRelativeFolderIsTakenFromTheCurrentOne() {
        let current = FileManager.default.currentDirectoryPath
        #expect(PrivateCluster.Configuration(folder: "a/b").folder == current + "/a/b")
        #expect(cluster("a/b").socketFolder.hasPrefix("/"))
    }
}

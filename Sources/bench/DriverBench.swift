import Foundation
import HubStore
import Postgres
import Subprocess

/// Compares the driver with PostgreSQL's own programs on one server: `pgbench` for point queries, `psql` for COPY.
enum DriverBench {
    private static let clients = 8
    private static let secondsPerRound = 4
    private static let copyRows = 400_000
    private static let database = "driver_bench"

    /// - Parameter rounds: interleaved rounds of each figure; at least 5.
    static func run(rounds: Int) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/driver-bench-\(UUID().uuidString.prefix(8))"
        let cluster = PrivateCluster(.init(folder: folder))
        try await cluster.start()
        do {
            try await cluster.createDatabase(database)
            try await pointQuery(cluster, rounds: max(5, rounds))
            try await copyIn(cluster, rounds: max(5, rounds))
        } catch {
            try await cluster.stop()
            throw error
        }
        try await cluster.stop()
        try FileManager.default.removeItem(atPath: folder)
    }

    private static func pointQuery(_ cluster: PrivateCluster, rounds: Int) async throws {
        _ = try await program("pgbench", ["-i", "-q", "-s", "10"], cluster)
        for (name, isLeasedEachTime) in [("driver.point_query", false), ("driver.point_query_leased", true)] {
            let ours = try await measureInTurn(
                rounds: rounds,
                first: { try await ourPointQueries(cluster, isLeasedEachTime: isLeasedEachTime) },
                second: { try await pgbenchPointQueries(cluster) })
            report(name, ours.first, ours.second, unit: "queries/s")
        }
    }

    /// - Parameter isLeasedEachTime: whether a client takes a connection from the pool for each query, as a hub's requests
    ///   do, or keeps its own from the first to the last, as pgbench's clients do.
    private static func ourPointQueries(_ cluster: PrivateCluster, isLeasedEachTime: Bool) async throws -> Double {
        var settings = PoolConfiguration(connection: cluster.connectionConfiguration(database: database))
        settings.maximumSize = clients
        let pool = Pool(settings)
        let begin = ContinuousClock.now
        let end = begin + .seconds(secondsPerRound)
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<clients {
                group.addTask {
                    var done = 0
                    while ContinuousClock.now < end {
                        done += try await pool.withConnection { connection in
                            var found = 0
                            repeat {
                                if try await balance(on: connection) != nil { found += 1 }
                            } while !isLeasedEachTime && ContinuousClock.now < end
                            return found
                        }
                    }
                    return done
                }
            }
            return try await group.reduce(0, +)
        }
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        await pool.shutDown()
        return Double(count) / seconds
    }

    /// The balance of any account, as `pgbench -S` asks for it.
    private static func balance(on connection: isolated Connection) async throws -> Int32? {
        let id = Int32.random(in: 1...1_000_000)
        let row = try await connection.first("SELECT abalance FROM pgbench_accounts WHERE aid = \(id)")
        return try row?.decode(column: 0, as: Int32.self)
    }

    private static func pgbenchPointQueries(_ cluster: PrivateCluster) async throws -> Double {
        let output = try await program(
            "pgbench",
            ["-n", "-S", "-M", "prepared", "-c", "\(clients)", "-j", "2", "-T", "\(secondsPerRound)"], cluster)
        guard let line = output.split(separator: "\n").first(where: { $0.hasPrefix("tps = ") }),
            let figure = line.split(separator: " ").dropFirst(2).first.flatMap({ Double($0) })
        else { throw BenchError.noFigure }
        return figure
    }

    private static func copyIn(_ cluster: PrivateCluster, rounds: Int) async throws {
        let connection = try await Connection.connect(cluster.connectionConfiguration(database: database))
        let columns =
            "id bigint NOT NULL, station integer NOT NULL, name text NOT NULL, at timestamptz NOT NULL, "
            + "amount bigint, note text"
        try await connection.executeScript("CREATE TABLE copy_ours (\(columns)); CREATE TABLE copy_psql (\(columns));")
        let file = FileManager.default.temporaryDirectory.path + "/driver-bench-\(UUID().uuidString).bin"
        _ = try await write(connection, into: "copy_ours")
        _ = try await program("psql", ["-qc", "\\copy copy_ours to '\(file)' with (format binary)"], cluster)
        let figures = try await measureInTurn(
            rounds: rounds,
            first: {
                try await connection.executeScript("TRUNCATE copy_ours; CHECKPOINT;")
                return try await write(connection, into: "copy_ours")
            },
            second: {
                try await connection.executeScript("TRUNCATE copy_psql; CHECKPOINT;")
                let begin = ContinuousClock.now
                _ = try await program("psql", ["-qc", "\\copy copy_psql from '\(file)' with (format binary)"], cluster)
                return Double(copyRows) / ((ContinuousClock.now - begin) / .seconds(1))
            })
        let counts = try await connection.first(
            "SELECT (SELECT count(*) FROM copy_ours), (SELECT count(*) FROM copy_psql)", as: (Int.self, Int.self))
        guard let counts, counts == (copyRows, copyRows) else { throw BenchError.rowsDiffer }
        await connection.close()
        try FileManager.default.removeItem(atPath: file)
        report("driver.copy_in", figures.first, figures.second, unit: "rows/s")
    }

    private static func write(_ connection: Connection, into table: String) async throws -> Double {
        let begin = ContinuousClock.now
        let start = Date(timeIntervalSince1970: 1_750_000_000)
        try await connection.copyIn(table: table) { writer in
            for number in 0..<copyRows {
                try writer.row { fields in
                    fields.write(Int64(number))
                    fields.write(Int32(truncatingIfNeeded: number % 300))
                    fields.write("resident of station")
                    fields.write(start + Double(number))
                    fields.write(Int64(number) * 100)
                    fields.write(number % 3 == 0 ? nil : "a note that is a little longer")
                }
            }
        }
        return Double(copyRows) / ((ContinuousClock.now - begin) / .seconds(1))
    }

    private enum BenchError: Error {
        case noFigure
        case rowsDiffer
        case programFailed(String)
    }

    /// Medians of rounds that take turns, so that a busy moment of the machine hits both.
    private static func measureInTurn(
        rounds: Int, first: () async throws -> Double, second: () async throws -> Double
    ) async throws -> (first: Double, second: Double) {
        var firsts: [Double] = []
        var seconds: [Double] = []
        for _ in 0..<rounds {
            firsts.append(try await first())
            seconds.append(try await second())
        }
        return (firsts.sorted()[rounds / 2], seconds.sorted()[rounds / 2])
    }

    private static func report(_ name: String, _ ours: Double, _ reference: Double, unit: String) {
        let ratio = (ours / reference * 1000).rounded() / 1000
        print("\(name) ratio=\(ratio) ours=\(Int(ours)) reference=\(Int(reference)) unit=\(unit)")
    }

    private static func program(
        _ name: String, _ arguments: [String], _ cluster: PrivateCluster
    ) async throws -> String {
        let connection = ["-h", cluster.socketFolder, "-p", "5432", "-U", PrivateCluster.superuser]
        let result = try await Subprocess.run(
            .name(name), arguments: Arguments(arguments + connection + [database]), output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 20))
        guard result.terminationStatus.isSuccess else { throw BenchError.programFailed(result.standardError) }
        return result.standardOutput
    }
}

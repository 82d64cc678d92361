import Foundation
import Postgres
import Testing

@Suite struct TransactionTests {
    struct Refusal: Error {}

    /// A table of its own for each test, seen by several connections.
    private func withTable(_ body: @Sendable (String, Pool) async throws -> Void) async throws {
        let name = "t_" + UUID().uuidString.lowercased().replacingOccurrences(of: "-", with: "")
        let pool = try await TestServer.pool()
        _ = try await pool.withConnection {
            try await $0.execute("CREATE TABLE \(identifier: name) (n int PRIMARY KEY)")
        }
        try await body(name, pool)
        _ = try await pool.withConnection { try await $0.execute("DROP TABLE \(identifier: name)") }
        await pool.shutDown()
    }

    @Test func settingsHoldInsideOnly() async throws {
        let value = "a'b\\c; SELECT 1"
        try await TestServer.withConnection { connection in
            let inside = try await connection.withTransaction(
                isolation: .serializable, readOnly: true, settings: [("xinlian.principal", value)]
            ) { connection in
                try await connection.first(
                    """
                    SELECT current_setting('xinlian.principal'), current_setting('transaction_isolation'),
                        current_setting('transaction_read_only')
                    """, as: (String.self, String.self, String.self))
            }
            let (principal, isolation, readOnly) = try #require(inside)
            #expect(principal == value)
            #expect(isolation == "serializable")
            #expect(readOnly == "on")
            let after = try await connection.first(
                "SELECT current_setting('xinlian.principal', true)", as: String?.self)
            #expect(after == .some("") || after == .some(nil))
        }
    }

    @Test func aBodyWithoutStatementsSendsNothing() async throws {
        try await TestServer.withConnection { connection in
            let pid = connection.backendPID
            try await connection.withTransaction { _ in }
            let last = try await TestServer.withConnection { other in
                try await other.first("SELECT query FROM pg_stat_activity WHERE pid = \(pid)", as: String.self)
            }
            #expect(last == "")
        }
    }

    @Test func anErrorInTheBodyRollsBackAndIsPassedOn() async throws {
        try await withTable { name, pool in
            await #expect(throws: Refusal.self) {
                try await pool.withTransaction { connection in
                    try await connection.execute("INSERT INTO \(identifier: name) VALUES (1)")
                    throw Refusal()
                }
            }
            let error = await #expect(throws: PostgresError.self) {
                try await pool.withTransaction { connection in
                    try await connection.execute("INSERT INTO \(identifier: name) VALUES (2)")
                    try await connection.execute("INSERT INTO \(identifier: name) VALUES (2)")
                }
            }
            #expect(error?.code == .server(.uniqueViolation))
            #expect(error?.phase == .body)
            #expect(error?.constraintName == name + "_pkey")
            let count = try await pool.withConnection {
                try await $0.first("SELECT count(*) FROM \(identifier: name)", as: Int.self)
            }
            #expect(count == 0)
        }
    }

    @Test func aRefusedBeginSurfacesAtTheFirstStatement() async throws {
        try await TestServer.withConnection { connection in
            try await connection.execute("CREATE TEMPORARY TABLE t (n int)")
            let error = await #expect(throws: PostgresError.self) {
                try await connection.withTransaction(settings: [("work_mem", "none")]) { connection in
                    _ = try? await connection.execute("INSERT INTO t VALUES (1)")
                    // Must not run by itself after the settings were refused.
                    try await connection.execute("INSERT INTO t VALUES (2)")
                }
            }
            #expect(error?.phase == .body || error?.phase == .begin)
            let first = await #expect(throws: PostgresError.self) {
                try await connection.withTransaction(settings: [("work_mem", "none")]) { connection in
                    _ = try await connection.execute("INSERT INTO t VALUES (1)")
                }
            }
            #expect(first?.phase == .begin)
            #expect(try await connection.rows("SELECT n FROM t", as: Int.self) == [])
        }
    }

    @Test func aSwallowedFailureIsFoundAtCommit() async throws {
        let error = await #expect(throws: PostgresError.self) {
            try await TestServer.withConnection { connection in
                try await connection.withTransaction { connection in
                    _ = try? await connection.execute("SELECT 1/0")
                }
            }
        }
        #expect(error?.code == .rolledBackAtCommit)
        #expect(error?.phase == .commit)
    }

    @Test func aDeferredConstraintFailsAtCommit() async throws {
        try await TestServer.withConnection { connection in
            try await connection.execute("CREATE TEMPORARY TABLE t (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)")
            let error = await #expect(throws: PostgresError.self) {
                try await connection.withTransaction { connection in
                    try await connection.execute("INSERT INTO t VALUES (1), (1)")
                }
            }
            #expect(error?.phase == .commit)
            #expect(error?.sqlState == .uniqueViolation)
            #expect(try await connection.first("SELECT 1", as: Int.self) == 1)
        }
    }

    @Test func aSavepointTakesBackItsOwnWorkOnly() async throws {
        try await withTable { name, pool in
            try await pool.withTransaction { connection in
                try await connection.execute("INSERT INTO \(identifier: name) VALUES (1)")
                await #expect(throws: Refusal.self) {
                    try await connection.withSavepoint { connection in
                        try await connection.execute("INSERT INTO \(identifier: name) VALUES (2)")
                        throw Refusal()
                    }
                }
                await #expect(throws: PostgresError.self) {
                    try await connection.withSavepoint { connection in
                        try await connection.execute("INSERT INTO \(identifier: name) VALUES (1)")
                    }
                }
                try await connection.withSavepoint { connection in
                    try await connection.withSavepoint { connection in
                        _ = try await connection.execute("INSERT INTO \(identifier: name) VALUES (3)")
                    }
                }
            }
            let found = try await pool.withConnection {
                try await $0.rows("SELECT n FROM \(identifier: name) ORDER BY n", as: Int.self)
            }
            #expect(found == [1, 3])
        }
    }

    @Test func aSavepointCanBeTheFirstStatement() async throws {
        try await withTable { name, pool in
            try await pool.withTransaction { connection in
                await #expect(throws: PostgresError.self) {
                    try await connection.withSavepoint { try await $0.execute("SELECT 1/0") }
                }
                _ = try await connection.execute("INSERT INTO \(identifier: name) VALUES (4)")
            }
            let found = try await pool.withConnection {
                try await $0.rows("SELECT n FROM \(identifier: name)", as: Int.self)
            }
            #expect(found == [4])
        }
    }

    @Test func serializationFailuresAreRetriedOnRequest() async throws {
        try await withTable { name, pool in
            _ = try await pool.withConnection { try await $0.execute("INSERT INTO \(identifier: name) VALUES (0)") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        for _ in 0..<5 {
                            try await pool.withTransaction(
                                isolation: .repeatableRead, retry: .whenTransient(attempts: 200)
                            ) { connection in
                                _ = try await connection.execute("UPDATE \(identifier: name) SET n = n + 1")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let count = try await pool.withConnection {
                try await $0.first("SELECT n FROM \(identifier: name)", as: Int.self)
            }
            #expect(count == 20)
        }
    }

    @Test func pipelineGivesResultsInOrder() async throws {
        try await TestServer.withConnection { connection in
            let results = try await connection.pipeline { pipeline in
                for number in 0..<50 { pipeline.add("SELECT \(number)") }
            }
            #expect(try results.map { try $0.rows[0].decode(column: 0, as: Int.self) } == Array(0..<50))
        }
    }

    @Test func aPipelineFailsAsAWhole() async throws {
        try await TestServer.withConnection { connection in
            try await connection.execute("CREATE TEMPORARY TABLE t (n int)")
            let error = await #expect(throws: PostgresError.self) {
                try await connection.pipeline([
                    "INSERT INTO t VALUES (1)", "SELECT 1/0", "INSERT INTO t VALUES (2)",
                ])
            }
            #expect(error?.statementIndex == 1)
            #expect(error?.sqlState == "22012")
            #expect(try await connection.rows("SELECT n FROM t", as: Int.self) == [])
            #expect(try await connection.pipeline(["INSERT INTO t VALUES (2)"]).first?.tag.rows == 1)
        }
    }

    @Test func anEnqueuedStatementFailsAtTheNextOne() async throws {
        try await TestServer.withConnection { connection in
            connection.enqueue("SELECT 1/0")
            let error = await #expect(throws: PostgresError.self) { try await connection.execute("SELECT 1") }
            #expect(error?.sqlState == "22012")
            let answer = try await connection.first("SELECT 2", as: Int.self)
            #expect(answer == 2)
        }
    }

    @Test func copyAfterADeferredBeginBelongsToTheTransaction() async throws {
        try await withTable { name, pool in
            await #expect(throws: Refusal.self) {
                try await pool.withTransaction { connection in
                    try await connection.copyIn(table: name) { writer in try writer.row(Int32(1)) }
                    throw Refusal()
                }
            }
            let count = try await pool.withConnection {
                try await $0.first("SELECT count(*) FROM \(identifier: name)", as: Int.self)
            }
            #expect(count == 0)
        }
    }
}

import Foundation
import Postgres
import Testing

@Suite struct FailureTests {
    @Test(.timeLimit(.minutes(1))) func cancellationStopsTheStatement() async throws {
        let connection = try await TestServer.connect()
        let pid = connection.backendPID
        let begin = ContinuousClock.now
        let task = Task { try await connection.execute("SELECT pg_sleep(30)") }
        try await TestServer.withConnection { other in
            var state: String?
            while state != "active" {
                state = try await other.first(
                    "SELECT state FROM pg_stat_activity WHERE pid = \(pid) AND query LIKE '%pg_sleep%'", as: String.self
                )
            }
        }
        task.cancel()
        let error = await #expect(throws: PostgresError.self) { try await task.value }
        #expect(error?.code == .cancelled)
        #expect(ContinuousClock.now - begin < .seconds(15))
        #expect(try await connection.first("SELECT 5", as: Int.self) == 5)
        await connection.close()
    }

    @Test func aKilledConnectionIsReportedAndThePoolRecovers() async throws {
        let pool = try await TestServer.pool(1)
        let error = await #expect(throws: PostgresError.self) {
            try await pool.withConnection { connection in
                let pid = connection.backendPID
                _ = try await TestServer.withConnection {
                    try await $0.execute("SELECT pg_terminate_backend(\(pid), 5000)")
                }
                _ = try await connection.execute("SELECT 1")
            }
        }
        guard case .connectionLost = error?.code else {
            Issue.record("\(String(describing: error))")
            return
        }
        let answer = try await pool.withConnection { try await $0.first("SELECT 6", as: Int.self) }
        #expect(answer == 6)
        await pool.shutDown()
    }

    @Test func aConnectionKilledWhileIdleIsReplacedUnseen() async throws {
        let pool = try await TestServer.pool(1)
        let pid = try await pool.withConnection { $0.backendPID }
        _ = try await TestServer.withConnection { try await $0.execute("SELECT pg_terminate_backend(\(pid), 5000)") }
        let other = try await pool.withConnection { connection in
            _ = try await connection.execute("SELECT 1")
            return connection.backendPID
        }
        #expect(other != pid)
        await pool.shutDown()
    }

    @Test func aLossInsideOfATransactionMeansRolledBack() async throws {
        let error = await #expect(throws: PostgresError.self) {
            try await TestServer.withConnection { connection in
                let pid = connection.backendPID
                try await connection.withTransaction { connection in
                    try await connection.execute("SELECT 1")
                    _ = try await connection.execute("SELECT pg_terminate_backend(\(pid))")
                }
            }
        }
        #expect(error?.code == .connectionLost(.rolledBack))
    }

    @Test func aClosedConnectionSendsNothing() async throws {
        let connection = try await TestServer.connect()
        await connection.close()
        let error = await #expect(throws: PostgresError.self) { try await connection.execute("SELECT 1") }
        #expect(error?.code == .connectionLost(.notSent))
    }

    @Test func theNextHostIsTried() async throws {
        var configuration = try await TestServer.configuration()
        let real = configuration.hosts
        configuration.hosts = [.init("/nowhere")] + real
        configuration.targetSession = .readWrite
        let connection = try await Connection.connect(configuration)
        #expect(await connection.host == real.first?.name)
        await connection.close()
        configuration.hosts = [.init("/nowhere")]
        let refused = configuration
        let error = await #expect(throws: PostgresError.self) { try await Connection.connect(refused) }
        #expect(error?.code == .connectionFailed)
    }

    @Test func errorsHoldNoValuesUnlessAsked() async throws {
        let error = await #expect(throws: PostgresError.self) {
            try await TestServer.withConnection { connection in
                try await connection.execute("CREATE TEMPORARY TABLE person (phone text CONSTRAINT one_phone UNIQUE)")
                for _ in 0..<2 { try await connection.execute("INSERT INTO person VALUES (\("13800138000"))") }
            }
        }
        let failure = try #require(error)
        for text in ["\(failure)", String(reflecting: failure), failure.localizedDescription] {
            #expect(!text.contains("13800138000"))
            #expect(!text.contains("INSERT"))
        }
        #expect("\(failure)".contains("23505"))
        #expect("\(failure)".contains("one_phone"))
        #expect(failure.detail(for: .debugging).contains("13800138000"))
    }

    @Test func aURLIsReadAndHidesItsPassword() throws {
        let configuration = try ConnectionConfiguration(
            url: "postgres://hub:s3cret@db1:5433,db2/xinlian?target_session_attrs=read-write&connect_timeout=3")
        #expect(configuration.hosts == [.init("db1", port: 5433), .init("db2")])
        #expect(configuration.targetSession == .readWrite)
        #expect(configuration.connectTimeoutSeconds == 3)
        #expect(configuration.password == "s3cret")
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in ["\(configuration)", String(reflecting: configuration), dumped] {
            #expect(!text.contains("s3cret"))
        }
        #expect(throws: PostgresError.self) { try ConnectionConfiguration(url: "mysql://x") }
    }

    @Test func aChangedTableIsPreparedAgain() async throws {
        try await TestServer.withConnection { connection in
            try await connection.execute("CREATE TEMPORARY TABLE t (a int)")
            try await connection.execute("INSERT INTO t VALUES (1)")
            #expect(try await connection.first("SELECT * FROM t")?.columnCount == 1)
            try await connection.execute("ALTER TABLE t ADD b int")
            #expect(try await connection.first("SELECT * FROM t")?.columnCount == 2)
            try await connection.executeScript("DEALLOCATE ALL")
            #expect(try await connection.first("SELECT * FROM t")?.columnCount == 2)
        }
    }

    @Test func theStatementCacheIsLimited() async throws {
        var configuration = try await TestServer.configuration()
        configuration.statementCacheLimit = 4
        let connection = try await Connection.connect(configuration)
        for number in 0..<20 {
            #expect(try await connection.first("SELECT \(unescaped: "\(number)")", as: Int.self) == number)
        }
        let onServer = try await connection.first("SELECT count(*) FROM pg_prepared_statements", as: Int.self)
        #expect(await connection.preparedStatementCount == 4)
        #expect(try #require(onServer) <= 5)
        await connection.close()
    }

    @Test func withoutNamedStatementsNothingIsPrepared() async throws {
        var configuration = try await TestServer.configuration()
        configuration.usesNamedStatements = false
        let connection = try await Connection.connect(configuration)
        try await connection.withTransaction { @Sendable connection in
            #expect(try await connection.first("SELECT \(3)", as: Int.self) == 3)
            #expect(try await connection.first("SELECT \(4)", as: Int.self) == 4)
            let named = try await connection.first(
                "SELECT count(*) FROM pg_prepared_statements WHERE name <> ''", as: Int.self)
            #expect(named == 0)
        }
        await connection.close()
    }

    @Test func aDroppedStreamLeavesTheConnectionUsable() async throws {
        try await TestServer.withConnection { connection in
            for try await _ in try await connection.query("SELECT generate_series(1, 1000000)") { break }
            #expect(try await connection.first("SELECT 8", as: Int.self) == 8)
            try await connection.withTransaction { connection in
                for try await _ in try await connection.query("SELECT generate_series(1, 1000)") { break }
                #expect(try await connection.first("SELECT 9", as: Int.self) == 9)
            }
        }
    }

    @Test func anErrorInTheMiddleOfAStreamIsThrown() async throws {
        try await TestServer.withConnection { connection in
            var seen = 0
            let error = await #expect(throws: PostgresError.self) {
                for try await _ in try await connection.query("SELECT 100 / (500 - n) FROM generate_series(1, 1000) n")
                {
                    seen += 1
                }
            }
            #expect(seen == 499)
            #expect(error?.sqlState == "22012")
            let answer = try await connection.first("SELECT 9", as: Int.self)
            #expect(answer == 9)
        }
    }

    @Test func aCopyThatFailsWritesNothing() async throws {
        struct Refusal: Error {}
        try await TestServer.withConnection { connection in
            try await connection.execute("CREATE TEMPORARY TABLE t (n int CHECK (n < 10))")
            await #expect(throws: Refusal.self) {
                try await connection.copyIn(table: "t") { writer in
                    try writer.row(Int32(1))
                    throw Refusal()
                }
            }
            let error = await #expect(throws: PostgresError.self) {
                try await connection.copyIn(table: "t") { writer in
                    for number in 0..<100 { try writer.row(Int32(number)) }
                }
            }
            #expect(error?.sqlState == .checkViolation)
            await #expect(throws: PostgresError.self) { try await connection.execute("COPY t FROM STDIN") }
            await #expect(throws: PostgresError.self) { try await connection.execute("COPY t TO STDOUT") }
            #expect(try await connection.first("SELECT count(*) FROM t", as: Int.self) == 0)
        }
    }
}

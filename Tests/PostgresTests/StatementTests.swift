import Foundation
import Postgres
import Testing

@Suite struct StatementTests {
    @Test func bindsAreSentAsParameters() async throws {
        let text = "'; DROP TABLE x; --"
        let (sum, echoed) = try await TestServer.withConnection { connection in
            try #require(
                try await connection.first("SELECT \(40)::int8 + \(Int32(2)), \(text)", as: (Int.self, String.self)))
        }
        #expect(sum == 42)
        #expect(echoed == text)
    }

    @Test func rowsAreFoundByName() async throws {
        let row = try await TestServer.withConnection { connection in
            try #require(try await connection.first("SELECT 7 AS seven, NULL::text AS nothing"))
        }
        #expect(try row["seven"].decode(Int.self) == 7)
        #expect(try row["nothing"].decode(String?.self) == nil)
        #expect(row.columnNames == ["seven", "nothing"])
        #expect(throws: PostgresError.self) { try row["eight"].decode(Int.self) }
    }

    @Test func commandTagCountsRows() async throws {
        try await TestServer.withConnection { connection in
            try await connection.execute("CREATE TEMPORARY TABLE t (n int)")
            let tag = try await connection.execute("INSERT INTO t SELECT generate_series(1, \(12)::int)")
            #expect(tag.rows == 12)
        }
    }

    @Test func aStatementIsPreparedOnce() async throws {
        try await TestServer.withConnection { connection in
            for number in 0..<5 {
                let (found) = try await connection.first("SELECT \(number)", as: Int.self)
                #expect(found == number)
            }
            #expect(connection.preparedStatementCount == 1)
            let count = try await connection.first("SELECT count(*) FROM pg_prepared_statements", as: Int.self)
            #expect(count == 2)
        }
    }

    @Test func fragmentsKeepTheirValues() async throws {
        let condition: Query = "n > \(3) AND n < \(6)"
        let query: Query = "SELECT n FROM generate_series(\(1), \(10)) n WHERE \(condition) AND n <> \(4)"
        #expect(query.sql == "SELECT n FROM generate_series($1, $2) n WHERE n > $3 AND n < $4 AND n <> $5")
        let found = try await TestServer.withConnection { connection in
            try await connection.rows(query, as: Int.self)
        }
        #expect(found == [5])
    }

    @Test func aStreamIsReadRowByRow() async throws {
        try await TestServer.withConnection { connection in
            var sum = 0
            for try await row in try await connection.query("SELECT generate_series(1, 10000)::int8") {
                sum += try row.decode(column: 0, as: Int.self)
            }
            #expect(sum == 50_005_000)
        }
    }

    @Test func transactionCommitsAndRollsBack() async throws {
        struct Refusal: Error {}
        try await TestServer.withConnection { connection in
            try await connection.execute("CREATE TEMPORARY TABLE t (n int)")
            try await connection.withTransaction { connection in
                _ = try await connection.execute("INSERT INTO t VALUES (1)")
            }
            await #expect(throws: Refusal.self) {
                try await connection.withTransaction { connection in
                    try await connection.execute("INSERT INTO t VALUES (2)")
                    throw Refusal()
                }
            }
            #expect(try await connection.rows("SELECT n FROM t", as: Int.self) == [1])
        }
    }

    @Test func poolServesManyTasks() async throws {
        let pool = try await TestServer.pool(3)
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...50 {
                group.addTask {
                    try await pool.withConnection { connection in
                        try await connection.first("SELECT \(number)", as: Int.self) ?? 0
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(sum == 1275)
        #expect(pool.status.inUse == 0)
        #expect(pool.status.idle <= 3)
        await pool.shutDown()
    }

    @Test func copyInAndOut() async throws {
        try await TestServer.withConnection { connection in
            try await connection.execute("CREATE TEMPORARY TABLE t (id int8, name text, at timestamptz)")
            let count = try await connection.copyIn(table: "t", columns: ["id", "name", "at"]) { writer in
                for id in 0..<100_000 {
                    try writer.row(id, id % 10 == 0 ? nil : "row \(id)", Date(timeIntervalSince1970: Double(id)))
                }
            }
            #expect(count == 100_000)
            var seen = 0
            for try await row in try await connection.copyOut(
                sql: "COPY (SELECT id, name FROM t ORDER BY id) TO STDOUT (FORMAT BINARY)")
            {
                let (id, name) = try row.decode(Int.self, String?.self)
                #expect(id == seen)
                #expect(name == (id % 10 == 0 ? nil : "row \(id)"))
                seen += 1
            }
            #expect(seen == 100_000)
        }
    }
}

import Foundation
import Postgres
import Testing

/// Values at the edges of each type come back as they were, alone, as NULL and in arrays.
@Suite struct TypeTests {
    private func expectRoundTrip<Value: PostgresCodable & Equatable>(_ values: [Value], cast: String) async throws {
        try await TestServer.withConnection { connection in
            for value in values {
                let back = try await connection.first("SELECT \(value)::\(unescaped: cast)")
                #expect(try back?.decode(column: 0, as: Value.self) == value)
            }
            let array = try await connection.first("SELECT \(values)::\(unescaped: cast)[]")
            #expect(try array?.decode(column: 0, as: [Value].self) == values)
            let holes: [Value?] = [nil] + values.map(Optional.some) + [nil]
            let withNull = try await connection.first("SELECT \(holes)::\(unescaped: cast)[]")
            #expect(try withNull?.decode(column: 0, as: [Value?].self) == holes)
            let none = try await connection.first("SELECT \(Value?.none)::\(unescaped: cast), \([Value]())")
            #expect(try none?.decode(column: 0, as: Value?.self) == nil)
            #expect(try none?.decode(column: 1, as: [Value].self) == [])
        }
    }

    @Test func numbers() async throws {
        try await expectRoundTrip([Int16.min, -1, 0, 1, .max], cast: "int2")
        try await expectRoundTrip([Int32.min, -1, 0, 1, .max], cast: "int4")
        try await expectRoundTrip([Int64.min, -1, 0, 1, .max], cast: "int8")
        try await expectRoundTrip([Int.min, -1, 0, 1, .max], cast: "int8")
        try await expectRoundTrip(
            [-Double.infinity, -1.5, 0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity], cast: "float8")
        try await expectRoundTrip([true, false], cast: "bool")
    }

    @Test func texts() async throws {
        try await expectRoundTrip(
            ["", "a", "心联", "quote ' \" \\", String(repeating: "x", count: 100_000)], cast: "text")
        try await expectRoundTrip(
            [UUID(), UUID(uuidString: "00000000-0000-0000-0000-000000000000") ?? UUID()], cast: "uuid")
        try await expectRoundTrip([Data(), Data([0, 255, 1])], cast: "bytea")
        try await expectRoundTrip([[UInt8](), [0, 255, 1]], cast: "bytea")
    }

    @Test func days() async throws {
        let days = [
            (2000, 1, 1), (1999, 12, 31), (2024, 2, 29), (1900, 2, 28), (1, 1, 1), (9999, 12, 31), (1582, 10, 10),
        ]
        try await expectRoundTrip(days.compactMap { CalendarDate(year: $0.0, month: $0.1, day: $0.2) }, cast: "date")
        #expect(CalendarDate(year: 2023, month: 2, day: 29) == nil)
        try await TestServer.withConnection { connection in
            for offset in stride(from: -730_000, through: 2_900_000, by: 9973) {
                let day = CalendarDate(daysSince2000: offset)
                let parts = try await connection.first(
                    """
                    SELECT extract(year FROM \(day))::int, extract(month FROM \(day))::int, extract(day FROM \(day))::int
                    """, as: (Int.self, Int.self, Int.self))
                let isSame = parts.map { $0 == (day.year, day.month, day.day) }
                #expect(isSame == true, "\(offset)")
            }
        }
    }

    @Test func instants() async throws {
        let instants = [0, 978_307_200, -1, 1_750_000_000.123456, 4_102_444_799.999999].map(
            Date.init(timeIntervalSince1970:))
        try await TestServer.withConnection { connection in
            for instant in instants {
                let back = try await connection.first(
                    "SELECT \(instant), extract(epoch FROM \(instant))::float8", as: (Date.self, Double.self))
                let (date, epoch) = try #require(back)
                #expect(abs(date.timeIntervalSince(instant)) < 0.000_000_6)
                #expect(abs(epoch - instant.timeIntervalSince1970) < 0.000_001)
            }
            let text = try await connection.first(
                "SELECT (\(Date(timeIntervalSince1970: 1_750_000_000)) AT TIME ZONE 'UTC')::text", as: String.self)
            #expect(text == "2025-06-15 15:06:40")
        }
    }

    @Test(arguments: [
        "0", "1", "-1", "0.1", "-0.0001", "10000", "9999.9999", "100000000", "0.00000001", "123456789.987654321",
        "12345678901234567890123456789012345678", "0.000012340000",
    ])
    func numerics(_ text: String) async throws {
        let value = try #require(Decimal(string: text))
        try await TestServer.withConnection { connection in
            let row = try #require(try await connection.first("SELECT \(value), \(unescaped: text)::numeric"))
            #expect(try row.decode(column: 0, as: Decimal.self) == value)
            #expect(try row.decode(column: 1, as: Decimal.self) == value)
            #expect(try row.decode(column: 1, as: String.self) == text)
        }
    }

    @Test func json() async throws {
        struct Answer: Codable, Equatable, Sendable {
            var score: Int
            var note: String?
        }
        let answer = Answer(score: 7, note: "睡眠")
        try await TestServer.withConnection { connection in
            let value = try JSONB(encoding: answer)
            let row = try #require(try await connection.first("SELECT \(value), \(value)->>'note', \(value)::json"))
            #expect(try row.decode(column: 0, as: JSONB.self).decode(as: Answer.self) == answer)
            #expect(try row.decode(column: 1, as: String.self) == "睡眠")
            #expect(try row.decode(column: 2, as: JSONB.self).decode(as: Answer.self) == answer)
        }
    }

    enum Severity: String, PostgresCodable { case mild, severe }

    @Test func rawValues() async throws {
        try await TestServer.withConnection { connection in
            try await connection.execute("CREATE TYPE pg_temp.severity AS ENUM ('mild', 'severe', 'other')")
            let row = try await connection.first(
                "SELECT \(Severity.severe)::text::pg_temp.severity, 'other'::pg_temp.severity, \([Severity.mild])")
            #expect(try row?.decode(column: 0, as: Severity.self) == .severe)
            #expect(try row?.decode(column: 2, as: [Severity].self) == [.mild])
            #expect(throws: PostgresError.self) { try row?.decode(column: 1, as: Severity.self) }
        }
    }

    @Test func errorsNameColumnAndTypesButNoValue() async throws {
        let row = try await TestServer.withConnection { connection in
            try #require(try await connection.first("SELECT 'secret'::text AS phone, 70000 AS big, NULL::int AS gone"))
        }
        let mismatch = #expect(throws: PostgresError.self) { try row["phone"].decode(Int.self) }
        #expect(mismatch?.code == .decoding)
        #expect("\(try #require(mismatch))".contains("column phone of type text"))
        #expect(!"\(try #require(mismatch))".contains("secret"))
        let range = #expect(throws: PostgresError.self) { try row["big"].decode(Int16.self) }
        #expect(range?.description.contains("70000") == false)
        #expect(throws: PostgresError.self) { try row["gone"].decode(Int.self) }
    }
}

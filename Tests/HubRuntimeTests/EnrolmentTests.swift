import Federation
import Foundation
import HubModel
import HubRuntime
import Postgres
import Protection
import Services
import TestSupport
import Testing

/// Which enrolments run, and by which version of their plugin.
@Suite(.timeLimit(.minutes(5))) struct EnrolmentTests {
    private let resident = UUID()
    private let other = UUID()

    private func step(_ enrolment: String, version: String? = nil, item: String? = nil) -> String {
        let plugin = version.map { #","plugin":{"id":"elderly-guardian","version":"\#($0)"}"# } ?? ""
        let item = item.map { #","item":"\#($0)""# } ?? ""
        return #"{"enrolment":"\#(enrolment)","package":"elder-mental-record"\#(item)\#(plugin)}"#
    }

    /// Four enrolments: one that ends, one whose version is corrected, one of before versions were told, one of another person.
    private func book() throws -> StationBook {
        var book = StationBook(try .number(1))
        try book.record("enrolment.started", step("e1", version: "1.0.0"), subject: resident)
        try book.record("enrolment.itemDone", step("e1", item: "record-opening"), subject: resident)
        try book.record("enrolment.ended", step("e1"), subject: resident)
        try book.record("enrolment.started", step("e2", version: "1.0.0"), subject: resident)
        try book.record("correction", SampleData.correction(of: 4, with: step("e2", version: "1.1.0")))
        try book.record("enrolment.started", step("e3"), subject: other)
        try book.record("enrolment.started", step("e4", version: "1.0.0"), subject: other)
        try book.record("enrolment.itemDone", step("e5", item: "record-opening"), subject: other)
        return book
    }

    private static let standing: Query = """
        SELECT concat_ws(' ', enrolment_id, package, plugin, plugin_version, state, steps) FROM enrolment ORDER BY 1
        """

    private func running(_ database: TestDatabase) async throws -> [String] {
        let plugin = try #require(ProfileCode(rawValue: "elderly-guardian"))
        return try await database.hub.withTransaction(as: .district, readOnly: true) { connection in
            try await connection.rows(
                EnrolmentQueries.running(under: plugin), as: (String.self, String.self, String?.self, Int64.self)
            ).map { "\($0.0) \($0.1) \($0.2 ?? "-") \($0.3)" }
        }
    }

    @Test(arguments: [1, 4, 8] as [Int64]) func whatRunsIsKnownByVersion(boundary: Int64) async throws {
        let book = try book()
        try await TestDatabase.with(stations: 2) { database in
            try await database.send(book, 1, boundary)
            if boundary < book.count { try await database.send(book, boundary + 1, book.count) }
            let rows = try await running(database)
            #expect(
                rows == [
                    "S01 elder-mental-record 1.0.0 1", "S01 elder-mental-record 1.1.0 1", "S01 elder-mental-record - 1",
                ])
            let states = try await database.texts(
                "SELECT concat_ws(' ', enrolment_id, state) FROM enrolment ORDER BY 1")
            #expect(states == ["e1 ended", "e2 running", "e3 running", "e4 running", "e5"])
        }
    }

    @Test func whatAnErasedPersonBeganRunsNoLonger() async throws {
        let book = try book()
        try await TestDatabase.with(stations: 2) { database in
            try await database.send(book)
            _ = try await EraseSubject(database: database.hub, rules: database.rules, keys: database.keys)(
                ResidentID(rawValue: resident), of: book.station)
            let left = try await database.texts("SELECT enrolment_id FROM enrolment ORDER BY 1")
            #expect(left == ["e3", "e4", "e5"])
        }
    }

    @Test func aPluginThatIsNoneIsQuarantined() async throws {
        var book = StationBook(try .number(1))
        for plugin in [#""x""#, #"{"id":"x"}"#, #"{"id":"","version":"1"}"#, "[]", "7"] {
            try book.record(
                "enrolment.started", #"{"enrolment":"e","package":"p","plugin":\#(plugin)}"#, subject: resident)
        }
        try book.record("enrolment.started", #"{"enrolment":"e","package":"p","plugin":null}"#, subject: resident)
        let sent = book
        try await TestDatabase.with(stations: 1) { database in
            let receipt = try await database.send(sent)
            #expect(receipt.quarantined.map(\.seq) == [1, 2, 3, 4, 5])
        }
    }
}

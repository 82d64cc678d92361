import Foundation
import Postgres
import TestSupport
import Testing

@testable import HubRuntime

/// What the hub does for its tables at the start and once a day.
@Suite(.timeLimit(.minutes(5))) struct DailyUpkeepTests {
    private func upkeep(_ database: TestDatabase) -> DailyUpkeep {
        DailyUpkeep(
            database: database.hub, identity: TestAccounts(database).context,
            funding: { database.configuration.fundingContext }, logger: TestDatabase.quietLogger)
    }

    private static let partitions: Query = """
        SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'fact'::regclass ORDER BY 1
        """

    @Test func threeMonthsArePrepared() async throws {
        try await TestDatabase.with(stations: 1) { database in
            await upkeep(database).perform(at: Date(timeIntervalSince1970: 1_798_761_600))  // 2027-01-01
            let names = try await database.texts(Self.partitions)
            #expect(Set(names).isSuperset(of: ["fact_2027_01", "fact_2027_02", "fact_2027_03"]))
        }
    }

    /// The month of facts in the default partition can't have one of its own any more; the next months still can.
    @Test func aMonthThatBeganWithoutAPartitionHoldsNothingUp() async throws {
        try await TestDatabase.with(stations: 1) { database in
            var book = StationBook(try .number(1))
            try book.record("feedback.given", SampleData.feedback)
            try await database.send(book)
            let late: Query = "UPDATE fact SET received_at = '2031-05-05'"
            _ = try await database.asAdministrator { try await $0.execute(late) }
            #expect(try await database.number("SELECT count(*) FROM fact_unprepared") == 1)
            await upkeep(database).perform(at: Date(timeIntervalSince1970: 1_935_705_600))  // 2031-05-05
            let names = try await database.texts(Self.partitions)
            #expect(!names.contains("fact_2031_05"))
            #expect(Set(names).isSuperset(of: ["fact_2031_06", "fact_2031_07"]))
        }
    }

    @Test func onlyReceiptsOlderThanAQuarterAreForgotten() async throws {
        try await TestDatabase.with(stations: 2) { database in
            for number in 1...2 {
                var book = StationBook(try .number(number))
                for _ in 0..<2 { try book.record("feedback.given", SampleData.feedback) }
                try await database.send(book, 1, 1)
                try await database.send(book, 2, 2)
            }
            let aged: Query = """
                UPDATE sync_receipt SET received_at =
                    CASE station_id WHEN 'S01' THEN now() - interval '91 days' ELSE now() - interval '89 days' END
                """
            _ = try await database.asAdministrator { try await $0.execute(aged) }
            await upkeep(database).perform(at: FixedClock.now)
            #expect(try await database.texts("SELECT DISTINCT station_id FROM sync_receipt") == ["S02"])
        }
    }
}

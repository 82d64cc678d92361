import Foundation
import HubModel
import HubRuntime
import Postgres
import Protection
import TestSupport
import Testing

/// Which months a page offers.
@Suite(.timeLimit(.minutes(5))) struct OverviewMonthsTests {
    private func months(_ database: TestDatabase, as principal: Principal) async throws -> [String] {
        try await ReadDistrictOverview(
            database: database.hub, configuration: ConfigurationInForce(database.configuration))(as: principal)
            .months.map(\.description)
    }

    @Test func monthsWithAnythingInThemOfWhateverStationIsSeen() async throws {
        try await TestDatabase.with(stations: 3) { database in
            #expect(try await months(database, as: .district) == [])
            try await database.asAdministrator { connection in
                try await connection.executeScript(
                    """
                    INSERT INTO rollup (station_id, occurred_day, indicator, dimension, amount) VALUES
                        ('S01', '2026-01-31', 'i', '', 1), ('S01', '2026-03-15', 'i', '', 2),
                        ('S01', '2026-03-16', 'i', '', 2), ('S02', '2026-03-01', 'i', '', 1),
                        ('S02', '2025-11-30', 'i', '', -1), ('S02', '2026-02-10', 'i', '', 0),
                        ('S02', '9999-12-31', 'i', '', 1)
                    """)
            }
            let all = ["9999-12", "2026-03", "2026-01", "2025-11"]
            #expect(try await months(database, as: .district) == all)
            #expect(try await months(database, as: .station(try .number(1))) == ["2026-03", "2026-01"])
            #expect(try await months(database, as: .station(try .number(3))) == [])
        }
    }
}

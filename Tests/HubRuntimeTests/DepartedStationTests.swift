import Directory
import Foundation
import HubModel
import HubRuntime
import Indicators
import Protection
import TestSupport
import Testing

/// A station that left the configuration keeps its facts and stands in no figure of the district any more.
@Suite(.timeLimit(.minutes(5))) struct DepartedStationTests {
    @Test func noFigureCountsIt() async throws {
        try await TestDatabase.with(stations: 2) { database in
            for number in 1...2 {
                var book = StationBook(try .number(number))
                for _ in 0..<10 * number {
                    try book.record("screening.completed", SampleData.itemNine, subject: UUID())
                }
                try await database.send(book)
            }
            try await database.applyEffects()
            let remaining = try ExampleDistrict.configuration(stations: 1)
            try await ApplyConfiguration(database: database.hub)(remaining, at: FixedClock.now)
            let reconciliation = try await ReadReconciliation(database: database.hub, configuration: remaining)()
            #expect(reconciliation.screenings.received == 10)
            #expect(reconciliation.attention.sameDay == 10)
            let overview = try await ReadDistrictOverview(
                database: database.hub, configuration: ConfigurationInForce(remaining), now: { FixedClock.now })(
                    as: .district)
            #expect(overview.daily.map(\.screenings) == [10])
            #expect(overview.attention.sameDay == 10)
            #expect(overview.stations.map(\.station.rawValue) == ["S01"])
        }
    }
}

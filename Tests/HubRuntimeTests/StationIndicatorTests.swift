import DistrictConfig
import Foundation
import HubModel
import PluginHost
import PluginKit
import Protection
import TestSupport
import Testing

@testable import HubRuntime

/// Indicators of a station by its profile's rules, out of what is gathered.
@Suite(.timeLimit(.minutes(5))) struct StationIndicatorTests {
    @Test func whatIsNotGatheredIsMissingAndNotZero() async throws {
        var book = StationBook(try .number(1))
        try book.record("feedback.given", SampleData.feedback)
        try book.record("activity.attended", SampleData.headCount)
        let sent = book
        try await TestDatabase.with(stations: 2) { database in
            try await database.send(sent)
            let station = database.configuration.stations[0]
            let data = try #require(database.configuration.profiles[station.profile])
            let configuration = ConfigurationInForce(database.configuration)
            let overview = try #require(
                try await ReadStationOverview(
                    database: database.hub, configuration: configuration, keys: database.keys,
                    now: { FixedClock.now })(station.code, as: .district))
            func evaluate(_ plugins: ScriptedPlugins) async throws -> StationIndicators? {
                await EvaluateStationIndicators(plugins: try plugins.host(), configuration: configuration)(overview)
            }
            let indicators = try #require(try await evaluate(ScriptedPlugins(data: [data])))
            #expect(indicators.lines.map(\.rule) == data.indicators && indicators.failure == nil)
            let byCode = Dictionary(uniqueKeysWithValues: indicators.lines.map { ($0.rule.indicator, $0) })
            #expect(byCode["satisfaction"]?.value?.value == 100)
            #expect(byCode["activity-attendances"]?.value?.value == 12)
            let fulfilment = try #require(byCode["fulfilment-rate"])
            #expect(fulfilment.value == nil && fulfilment.missing == ["enrolments.itemsDue"])
            let hours = try #require(byCode["volunteer-hours"])
            #expect(hours.value == nil && hours.missing == ["volunteers.hours"])

            let failed = try #require(
                try await evaluate(ScriptedPlugins(data: [data], failing: [.indicators])))
            #expect(failed.lines.isEmpty && failed.failure?.zh.contains("2000 毫秒") == true)
        }
    }
}

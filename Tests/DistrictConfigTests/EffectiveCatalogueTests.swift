import DistrictConfig
import Foundation
import HubModel
import PluginKit
import Testing

@Suite("What a station offers")
struct EffectiveCatalogueTests {
    @Test func `overrides replace the plugin's values and nothing else`() throws {
        let configuration = try SampleConfiguration().read()
        let station = try #require(configuration.stations.first)
        let plugin = try #require(configuration.profiles[station.profile])
        var package = try #require(plugin.packages.first)
        #expect(package.unitPrice == Money(fen: 10_000))
        #expect(package.items.first?.unitPrice == Money(fen: 2005))
        package.unitPrice = Money(fen: 9050)
        #expect(configuration.packages(of: station) == [package])
        var activity = try #require(plugin.activities.first)
        #expect((activity.capacity, activity.points) == (15, 10))
        activity.capacity = 20
        activity.points = 12
        #expect(configuration.activities(of: station) == [activity])
    }

    @Test func `without overrides the plugin's values hold`() throws {
        let configuration = try SampleConfiguration()
            .replacing("{code: elder-record, priceYuan: 90.5}", with: "elder-record", in: "config/stations/S01.yaml")
            .replacing("{code: tea-party, capacity: 20, points: 12}", with: "tea-party", in: "config/stations/S01.yaml")
            .read()
        let station = try #require(configuration.stations.first)
        let plugin = try #require(configuration.profiles[station.profile])
        #expect(configuration.packages(of: station) == plugin.packages)
        #expect(configuration.activities(of: station) == plugin.activities)
    }

    @Test func `what isn't enabled isn't offered`() throws {
        let configuration = try SampleConfiguration()
            .replacing(
                "activities:\n  - {code: tea-party, capacity: 20, points: 12}", with: "activities: []",
                in: "config/stations/S01.yaml"
            )
            .read()
        #expect(configuration.stations.map { configuration.activities(of: $0).count } == [0, 1])
    }

    @Test func `a station survives the way through JSON`() throws {
        for station in try ShippedConfigurationTests.shipped().stations {
            let json = try JSONEncoder().encode(station)
            #expect(try JSONDecoder().decode(StationConfiguration.self, from: json) == station)
        }
        let sample = try SampleConfiguration().read()
        let json = String(decoding: try JSONEncoder().encode(try #require(sample.stations.first)), as: UTF8.self)
        #expect(json.contains(#""nightClinic":{"monday":[{"#))
        #expect(json.contains(#""deadline":"2027-06-30""#))
    }

    @Test func `a station alone needs only its own files`() throws {
        var sample = SampleConfiguration()
        sample.files["config/stations/S02.yaml"] = "broken: ["
        sample.files["Plugins/night-owls/plugin.yaml"] = "id: ]"
        let code = try #require(StationCode(rawValue: "S01"))
        let installation = try sample.written {
            try ConfigurationReader.readStation(code, config: $0, plugins: $1)
        }
        #expect(installation.station.code == code)
        #expect(installation.plugin.manifest.id.rawValue == "elderly-guardian")
        #expect(installation.plugin.instruments.map(\.code) == ["GDS-3"])
        #expect(installation.plugin.thresholds == ["gds3.station": 2])
        let whole = try SampleConfiguration().read()
        #expect(installation.station == whole.stations.first)
        #expect(installation.plugin == whole.profiles.values.first)
    }

    @Test func `a station alone hears of the mistakes in its own files`() throws {
        let sample = try SampleConfiguration()
            .replacing("latitude: 28.2", with: "latitude: 95", in: "config/stations/S01.yaml")
            .replacing("cycle: year", with: "cycle: eon", in: "Plugins/elderly-guardian/packages/elder-record.yaml")
        let code = try #require(StationCode(rawValue: "S01"))
        let absent = try #require(StationCode(rawValue: "S77"))
        try sample.written { config, plugins in
            let error = #expect(throws: ConfigurationMistakes.self) {
                try ConfigurationReader.readStation(code, config: config, plugins: plugins)
            }
            #expect(
                error?.mistakes.map(\.place) == [
                    "Plugins/elderly-guardian/packages/elder-record.yaml:3:8 unknown-name",
                    "config/stations/S01.yaml:4:11 out-of-range",
                ])
            let missing = #expect(throws: ConfigurationMistakes.self) {
                try ConfigurationReader.readStation(absent, config: config, plugins: plugins)
            }
            #expect(missing?.mistakes.map(\.place) == ["config/stations/S77.yaml:1:1 unreadable"])
        }
    }
}

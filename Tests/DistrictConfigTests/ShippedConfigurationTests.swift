import DistrictConfig
import Foundation
import HubModel
import PluginKit
import Testing

/// The folder that holds `config/` and `Plugins/`.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let config = root.appending(path: "config")
    static let plugins = root.appending(path: "Plugins")
}

@Suite("The shipped configuration")
struct ShippedConfigurationTests {
    /// Read once: most tests only look at it.
    private static let reading = Result { () throws(ConfigurationMistakes) in
        try ConfigurationReader.read(config: Repository.config, plugins: Repository.plugins)
    }

    /// The configuration, or the lines a person would see.
    static func shipped() throws -> DistrictConfiguration {
        if case .failure(let mistakes) = reading {
            Issue.record(Comment(rawValue: ConfigCheck.report(for: mistakes).joined(separator: "\n")))
        }
        return try reading.get()
    }

    @Test func `reads without a mistake`() throws {
        let configuration = try Self.shipped()
        #expect(configuration.stations.map(\.code.rawValue) == (1...26).map { $0 < 10 ? "S0\($0)" : "S\($0)" })
        let profiles = Dictionary(grouping: configuration.stations, by: \.profile.rawValue).mapValues(\.count)
        #expect(
            profiles == [
                "community-hub": 9, "elderly-guardian": 8, "parent-child-partner": 7, "workplace-energy": 1,
                "mother-infant-steward": 1,
            ])
        #expect(
            configuration.instruments.map(\.code) == [
                "EPDS", "GAD-7", "GDS-15", "PHQ-9", "PHQ-A", "PSS-10", "SIS-6", "UCLA-3",
            ])
        #expect(configuration.profiles.count == 5)
    }

    @Test func `every counsellor's capability is described`() throws {
        let counsellors = try Self.shipped().stations.flatMap(\.counsellors)
        #expect(counsellors.count == 76 && counsellors.allSatisfy { $0.capability != nil })
        let first = try #require(Self.shipped().stations.first { $0.code.rawValue == "S07" }?.counsellors.first)
        #expect(
            first.capability
                == CounsellorCapability(
                    theory: 4, empathy: 3, sectorKnowledge: 2, techniqueFit: 3, culturalSensitivity: 3, technology: 1))
    }

    @Test func `the district is as documented`() throws {
        let district = try Self.shipped().district
        #expect(district.name == LocalizedText(zh: "示例区", en: "Shili District"))
        #expect(district.timeZone == "Asia/Shanghai")
        #expect(district.smallCellLimit == 5)
        #expect(district.ageBands.first?.lower == 0 && district.ageBands.last?.upper == nil)
    }

    @Test func `every station stands in a sub-district of its own, and people live there`() throws {
        let configuration = try Self.shipped()
        #expect(Set(configuration.stations.map(\.subdistrictCode)).count == 26)
        #expect(Set(configuration.stations.map(\.brand.name)).count == 26)
        for station in configuration.stations {
            #expect((5000...60_000).contains(station.population), "\(station.code)")
            #expect(!station.openingHours.regular.isEmpty, "\(station.code)")
            #expect(configuration.packages(of: station).count >= 3, "\(station.code)")
            #expect(configuration.activities(of: station).count >= 3, "\(station.code)")
            #expect(!station.commitments.isEmpty, "\(station.code)")
        }
        #expect(configuration.stations.contains { !$0.openingHours.nightClinic.isEmpty })
    }

    @Test(arguments: [
        (
            "PHQ-9", [0...4, 5...9, 10...14, 15...19, 20...27],
            ["minimal", "mild", "moderate", "moderately-severe", "severe"]
        ),
        ("GDS-15", [0...4, 5...8, 9...11, 12...15], ["normal", "mild", "moderate", "severe"]),
        ("EPDS", [0...9, 10...12, 13...30], ["low", "support", "refer"]),
        ("GAD-7", [0...4, 5...9, 10...14, 15...21], ["minimal", "mild", "moderate", "severe"]),
        (
            "PHQ-A", [0...4, 5...9, 10...14, 15...19, 20...27],
            ["minimal", "mild", "moderate", "moderately-severe", "severe"]
        ),
        ("PSS-10", [0...13, 14...26, 27...40], ["low", "moderate", "high"]),
        ("SIS-6", [0...1, 2...6], ["negative", "positive"]), ("UCLA-3", [3...5, 6...9], ["low", "lonely"]),
    ])
    func `bands are those of the papers`(code: String, ranges: [ClosedRange<Int>], severities: [String]) throws {
        let instrument = try #require(try Self.shipped().instruments.first { $0.code == code })
        #expect(instrument.bands.map { $0.lower...$0.upper } == ranges)
        #expect(instrument.bands.map(\.severity) == severities)
    }

    /// Numbers from 1 of the items that count the other way round.
    @Test(arguments: [
        ("PHQ-9", 9, []), ("GAD-7", 7, []), ("GDS-15", 15, [1, 5, 7, 11, 13]),
        // An answer says how much the statement applied, so the two positive statements are reversed.
        ("EPDS", 10, [1, 2]), ("PHQ-A", 9, []), ("PSS-10", 10, [4, 5, 7, 8]), ("SIS-6", 6, []), ("UCLA-3", 3, []),
    ])
    func `reversed items are those worded positively`(code: String, count: Int, reversed: [Int]) throws {
        let instrument = try #require(try Self.shipped().instruments.first { $0.code == code })
        #expect(instrument.items.count == count)
        #expect(instrument.items.indices.filter { instrument.items[$0].reversed }.map { $0 + 1 } == reversed)
    }

    @Test func `thoughts of self-harm are critical from the first point on`() throws {
        let instruments = try Self.shipped().instruments
        let critical = instruments.filter { !$0.criticalItems.isEmpty }.map { ($0.code, $0.criticalItems) }
        #expect(critical.map(\.0) == ["EPDS", "PHQ-9", "PHQ-A"])
        #expect(
            critical.flatMap(\.1) == [
                Instrument.CriticalItem(item: 10, atLeast: 1, reason: "item10-positive"),
                Instrument.CriticalItem(item: 9, atLeast: 1, reason: "item9-positive"),
                Instrument.CriticalItem(item: 9, atLeast: 1, reason: "item9-positive"),
            ])
        // Were a critical item reversed, the answer "never" would be the highest.
        for instrument in instruments {
            for critical in instrument.criticalItems {
                #expect(!instrument.items[critical.item - 1].reversed)
            }
        }
    }

    @Test(arguments: [
        (
            "elderly-guardian", "ElderlyGuardian", ["GDS-15", "PHQ-9", "SIS-6", "UCLA-3"],
            ["gds15.station": 5, "gds15.refer": 12, "sis6.refer": 2, "ucla3.selfHelp": 6, "ucla3.station": 8]
        ),
        (
            "parent-child-partner", "ParentChildPartner", ["EPDS", "PHQ-9", "PHQ-A"],
            [
                "epds.support": 10, "epds.refer": 13, "phqa.selfHelp": 5, "phqa.station": 10,
                "phqa.referWhenImpaired": 15, "phqa.refer": 20,
            ]
        ),
        (
            "community-hub", "CommunityHub", ["GAD-7", "PHQ-9", "UCLA-3"],
            ["gad7.selfHelp": 5, "gad7.station": 10, "gad7.refer": 15, "ucla3.selfHelp": 6, "ucla3.station": 8]
        ),
        (
            "workplace-energy", "WorkplaceEnergy", ["GAD-7", "PHQ-9", "PSS-10"],
            ["gad7.selfHelp": 5, "gad7.station": 10, "gad7.refer": 15, "pss10.selfHelp": 14, "pss10.station": 27]
        ),
        (
            "mother-infant-steward", "MotherInfantSteward", ["EPDS", "PHQ-9"], ["epds.support": 10, "epds.refer": 13]
        ),
    ])
    func `profiles bring their instruments and thresholds`(
        id: String, module: String, instruments: [String], thresholds: [String: Int]
    ) throws {
        let code = try #require(ProfileCode(rawValue: id))
        let data = try #require(try Self.shipped().profiles[code])
        #expect(data.manifest.module == module)
        #expect(data.manifest.apiVersion == 1)
        #expect(data.instruments.map(\.code) == instruments)
        let ofPHQ9 = ["phq9.selfHelp": 5, "phq9.station": 10, "phq9.referWhenImpaired": 15, "phq9.refer": 20]
        #expect(data.thresholds == thresholds.merging(ofPHQ9) { first, _ in first })
        #expect((4...7).contains(data.packages.count))
        #expect((5...6).contains(data.activities.count))
    }

    @Test func `a station of each profile can be read alone`() throws {
        let configuration = try Self.shipped()
        let stations = Dictionary(grouping: configuration.stations, by: \.profile).values.compactMap(\.first)
        #expect(stations.count == 5)
        for station in stations {
            let installation = try ConfigurationReader.readStation(
                station.code, config: Repository.config, plugins: Repository.plugins)
            #expect(installation.station == station)
            #expect(installation.plugin == configuration.profiles[station.profile])
        }
    }
}

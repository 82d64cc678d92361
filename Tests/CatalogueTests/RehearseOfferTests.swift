import Catalogue
import DistrictConfig
import Foundation
import HubModel
import PluginKit
import Testing

/// On the example district's S07, which has the profile of parents and children.
@Suite("Rehearsal of another offer of one station")
struct RehearseOfferTests {
    private let configuration: DistrictConfiguration
    private let plugin: PluginData
    private let station: StationConfiguration

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        configuration = try ConfigurationReader.read(
            config: root.appending(path: "config"), plugins: root.appending(path: "Plugins"))
        let code = try #require(StationCode(rawValue: "S07"))
        station = try #require(configuration.station(code))
        plugin = try #require(configuration.profiles[station.profile])
    }

    private func effects(
        _ enrolments: [RunningEnrolments] = [], limit: Int = 0, _ change: (inout StationOffer) throws -> Void
    ) rethrows -> [StationImpact.Effect] {
        let before = station.offer(version: plugin.manifest.version)
        var after = before
        try change(&after)
        let other = configuration.profiles[after.profile] ?? plugin
        return RehearseOffer(
            district: configuration.district, station: station, from: .init(before, from: plugin),
            to: .init(after, from: other), smallCountLimit: limit)(enrolments: enrolments)
    }

    private func told(_ effects: [StationImpact.Effect]) -> [String] {
        effects.map { "\($0.gravity.rawValue) \($0.code) \($0.subject)" }
    }

    @Test("The same offer changes nothing")
    func nothing() {
        #expect(effects { _ in } == [])
    }

    @Test("What is switched off, what is switched on, and a price of one's own")
    func choices() {
        let effects = effects { offer in
            offer.packages.removeAll { $0.code == "perinatal-support" }
            offer.packages[0].price = Money(fen: 50_000)
            offer.activities.removeAll { $0.code == "exam-relief-camp" }
        }
        #expect(
            told(effects) == [
                "changing price-changes family-consultation", "changing package-switched-off perinatal-support",
                "changing activity-switched-off exam-relief-camp",
            ])
        #expect(effects[0].text.zh.contains("由 600.00 元变为 500.00 元"))
    }

    @Test("Prices, places and points stay within the district's bounds, to the fen and the person")
    func bounds() {
        // 600 yuan, 50 to 120 percent.
        for (fen, isAllowed) in [(29_999, false), (30_000, true), (72_000, true), (72_001, false)] as [(Int64, Bool)] {
            var offer = station.offer(version: plugin.manifest.version)
            for index in offer.packages.indices where offer.packages[index].code == "family-consultation" {
                offer.packages[index].price = Money(fen: fen)
            }
            let violations = OfferRules.violations(of: offer, from: plugin, in: configuration.district)
            #expect(violations.isEmpty == isAllowed, "\(fen)")
        }
        var offer = station.offer(version: plugin.manifest.version)
        offer.activities = [ActivityChoice(code: "nonviolent-parenting-class", capacity: 1000, points: 1000)]
        offer.packages = [PackageChoice(code: "family-consultation"), PackageChoice(code: "family-consultation")]
        #expect(
            OfferRules.violations(of: offer, from: plugin, in: configuration.district).map(\.code) == [
                "chosen-twice", "override-out-of-bounds", "override-out-of-bounds",
            ])
    }

    @Test("Another profile: what ends, what begins, which instruments and rooms, and what runs goes on")
    func anotherProfile() throws {
        let elderly = try #require(ProfileCode(rawValue: "elderly-guardian"))
        let other = try #require(configuration.profiles[elderly])
        let running = RunningEnrolments(
            station: station.code, package: "family-consultation", pluginVersion: "1.0.0", count: 3)
        let effects = effects([running], limit: 5) { offer in
            offer = StationOffer(
                profile: elderly, pluginVersion: other.manifest.version,
                packages: other.packages.map { PackageChoice(code: $0.code) },
                activities: other.activities.map { ActivityChoice(code: $0.code) })
        }
        let codes = Set(told(effects))
        for package in other.packages { #expect(codes.contains("changing package-switched-on \(package.code)")) }
        for choice in station.packages { #expect(codes.contains("changing package-switched-off \(choice.code)")) }
        #expect(codes.contains("changing instrument-removed EPDS"))
        #expect(codes.contains("changing instrument-added GDS-15"))
        #expect(codes.contains("changing room-missing screening"))
        #expect(!codes.contains { $0.hasPrefix("breaking") })
        // The bureau is not told how few they are.
        let enrolments = try #require(effects.first { $0.code == "running-enrolments" })
        #expect(enrolments.text.en.hasPrefix("<5 enrolments") && enrolments.text.zh.contains("<5 份"))
    }

    @Test("A funding line that the station was never paid from is named")
    func fundingLines() throws {
        let line = try #require(plugin.packages.first { $0.code == "family-consultation" }?.fundingLine)
        let others = plugin.packages.filter { $0.fundingLine != line }.map(\.code)
        let only = station.offer(version: plugin.manifest.version)
        var old = only
        old.packages.removeAll { !others.contains($0.code) }
        try #require(!old.packages.isEmpty && old.packages.count < only.packages.count)
        let rehearse = RehearseOffer(
            district: configuration.district, station: station, from: .init(old, from: plugin),
            to: .init(only, from: plugin))
        #expect(told(rehearse()).contains("changing funding-line-new \(line)"))
    }
}

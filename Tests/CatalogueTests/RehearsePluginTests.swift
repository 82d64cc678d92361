import Catalogue
import DistrictConfig
import Foundation
import HubModel
import PluginKit
import Testing

/// On the example district: S07 has the profile of parents and children, offers family consultations, and lets 18 people
/// into the parenting class instead of 20.
@Suite("Rehearsal of a plugin's new version")
struct RehearsePluginTests {
    private let configuration: DistrictConfiguration
    private let old: PluginData
    private let station: StationConfiguration

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        configuration = try ConfigurationReader.read(
            config: root.appending(path: "config"), plugins: root.appending(path: "Plugins"))
        let code = try #require(StationCode(rawValue: "S07"))
        station = try #require(configuration.station(code))
        old = try #require(configuration.profiles[station.profile])
    }

    private func rehearse(
        _ enrolments: [RunningEnrolments] = [],
        station change: (inout StationConfiguration) -> Void = { _ in },
        _ edit: (inout PluginData) throws -> Void
    ) rethrows -> Rehearsal {
        var (new, stations) = (old, configuration.stations)
        new.manifest.version = "9.0.0"
        try edit(&new)
        for index in stations.indices where stations[index].code == station.code { change(&stations[index]) }
        return RehearsePlugin(district: configuration.district, from: old, to: new)(stations, enrolments: enrolments)
    }

    private func effects(_ rehearsal: Rehearsal) -> [String] {
        rehearsal.stations.first { $0.station == station.code }?.effects
            .map { "\($0.gravity.rawValue) \($0.code) \($0.subject)" } ?? []
    }

    private func edit(_ code: String, in data: inout PluginData, _ change: (inout ServicePackage) -> Void) throws {
        let index = try #require(data.packages.firstIndex { $0.code == code })
        change(&data.packages[index])
    }

    @Test("The same data under another version changes nothing, for all stations of the profile and no others")
    func nothing() {
        let rehearsal = rehearse { _ in }
        #expect(rehearsal.differences == [])
        #expect(!rehearsal.breaksSomething)
        let expected = configuration.stations.filter { $0.profile == old.manifest.id }.map(\.code)
        #expect(rehearsal.stations.map(\.station) == expected)
        #expect(rehearsal.stations.flatMap(\.effects) == [])
    }

    @Test("A removed package breaks the stations that offer it; what runs goes on by its old version")
    func removedPackage() {
        let running = RunningEnrolments(
            station: station.code, package: "family-consultation", pluginVersion: "1.0.0", count: 3)
        let rehearsal = rehearse([running]) { $0.packages.removeAll { $0.code == "family-consultation" } }
        #expect(rehearsal.differences == [PluginDifference(.package, "family-consultation", .removed)])
        #expect(
            effects(rehearsal) == [
                "breaking package-removed family-consultation", "changing running-enrolments family-consultation",
            ])
        #expect(rehearsal.breaksSomething)
        // Only those that offer it.
        for impact in rehearsal.stations where impact.station != station.code {
            let offers = configuration.station(impact.station)?.packages.contains { $0.code == "family-consultation" }
            #expect(impact.effects.isEmpty == (offers != true))
        }
    }

    @Test("A new price reaches stations without one of their own, and breaks own prices that leave the bounds")
    func price() throws {
        let rehearsal = try rehearse { try edit("family-consultation", in: &$0) { $0.unitPrice = Money(fen: 90_000) } }
        #expect(
            rehearsal.differences.map(\.details) == [
                [LocalizedText(zh: "价格 600.00 → 900.00 元", en: "price 600.00 → 900.00 yuan")]
            ])
        #expect(effects(rehearsal) == ["changing price-changes family-consultation"])

        // The district allows 50 to 120 percent: 450 to 1,080 yuan.
        for (fen, effect) in [(44_999, ["breaking price-out-of-bounds family-consultation"]), (45_000, [])]
            as [(Int64, [String])]
        {
            let own = try rehearse(station: { station in
                for index in station.packages.indices where station.packages[index].code == "family-consultation" {
                    station.packages[index].price = Money(fen: fen)
                }
            }) { try edit("family-consultation", in: &$0) { $0.unitPrice = Money(fen: 90_000) } }
            #expect(effects(own) == effect)
        }
    }

    @Test("Another funding line or other items are said to the stations that offer the package")
    func fundingAndItems() throws {
        let rehearsal = try rehearse {
            try edit("perinatal-support", in: &$0) {
                $0.fundingLine = "special-fund"
                $0.items[0].countPerCycle += 1
            }
        }
        #expect(
            effects(rehearsal) == [
                "changing funding-line-changes perinatal-support", "changing items-change perinatal-support",
            ])
    }

    @Test("An activity that is gone, or whose new bounds exclude the station's own number")
    func activities() {
        let gone = rehearse { $0.activities.removeAll { $0.code == "exam-relief-camp" } }
        #expect(effects(gone) == ["breaking activity-removed exam-relief-camp"])
        let larger = rehearse {
            for index in $0.activities.indices where $0.activities[index].code == "nonviolent-parenting-class" {
                $0.activities[index].capacity = 40
            }
        }
        #expect(effects(larger) == ["breaking override-out-of-bounds nonviolent-parenting-class"])
    }

    @Test("A removed instrument breaks every station of the profile; a threshold is a difference and breaks none")
    func instruments() {
        let removed = rehearse { $0.instruments.removeAll { $0.code == "EPDS" } }
        #expect(removed.stations.allSatisfy { $0.effects.map(\.code) == ["instrument-removed"] })
        let stricter = rehearse { $0.thresholds["epds.refer"] = 12 }
        #expect(stricter.differences.map(\.part) == [.threshold])
        #expect(stricter.differences.first?.details.first?.en == "13 → 12")
        #expect(!stricter.breaksSomething)
    }

    @Test("Every part of a plugin is compared")
    func parts() {
        let rehearsal = rehearse { data in
            data.followUps.append(
                FollowUpRule(
                    code: "new-rule", title: data.manifest.title, trigger: .firstContact, action: .call, dueDays: 1))
            data.outreach.append(
                OutreachRule(
                    code: "new-rule", title: data.manifest.title, message: data.manifest.title, occasion: .contacts(10),
                    consent: "outreach", pauseDays: 30))
            data.rituals.append(
                Ritual(code: "new-rule", title: data.manifest.title, day: .monthly(15), activity: "exam-relief-camp"))
            data.indicators.append(IndicatorRule(indicator: "new-rule", numerator: "a"))
            data.counselling.problems.append(
                .init(
                    code: "new-rule", title: data.manifest.title,
                    weights: CounsellorCapability(
                        theory: 1, empathy: 1, sectorKnowledge: 1, techniqueFit: 1, culturalSensitivity: 1,
                        technology: 1)))
        }
        #expect(rehearsal.differences.map(\.part) == [.followUp, .outreach, .ritual, .indicator, .problem])
        #expect(rehearsal.differences.allSatisfy { $0.change == .added && $0.code == "new-rule" })
    }
}

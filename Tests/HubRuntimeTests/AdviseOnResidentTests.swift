import DistrictConfig
import Federation
import Foundation
import HubModel
import PluginHost
import PluginKit
import TestSupport
import Testing

@testable import HubRuntime

/// What plugins say of a resident of S07, which has the profile of parents and children, and what it costs when they fail.
@Suite struct AdviseOnResidentTests {
    private var configuration: DistrictConfiguration
    private let station: StationConfiguration
    private let own: PluginData
    private let ownKey: PluginKey
    private let text = LocalizedText(zh: "某项", en: "Something")

    init() throws {
        configuration = try ExampleDistrict.configuration(stations: 26)
        station = try #require(configuration.station(try .number(7)))
        own = try #require(configuration.profiles[station.profile])
        ownKey = PluginKey(own.manifest)
    }

    private func version(_ version: String, of data: PluginData) -> PluginData {
        var data = data
        data.manifest.version = version
        return data
    }

    /// A record of these facts, so many days ago each.
    private func record(_ facts: [(kind: FactKind, data: String, daysAgo: Double)]) -> ResidentRecord {
        let entries = facts.enumerated().map { index, fact in
            RecordEntry(
                place: FactPlace(epoch: 1, seq: Int64(index + 1)), id: FactID(at: FixedClock.now),
                kind: fact.kind.rawValue, occurredAt: FixedClock.now.addingTimeInterval(-fact.daysAgo * 86_400),
                header: [], data: Array(fact.data.utf8), current: Array(fact.data.utf8))
        }
        return ResidentRecord(station: station.code, id: ResidentID(), consents: [], entries: entries)
    }

    private func started(_ id: String, _ package: String, plugin: PluginKey?) -> String {
        let plugin = plugin.map { #","plugin":{"id":"\#($0.id)","version":"\#($0.version)"}"# } ?? ""
        return #"{"enrolment":"\#(id)","package":"\#(package)"\#(plugin)}"#
    }

    private var mother: (kind: FactKind, data: String, daysAgo: Double) {
        (
            .residentRegistered,
            #"{"birthYearBand":"1990-1994","sex":"female","tags":["new-mother"],"consents":[{"purpose":"outreach","textVersion":"1"}]}"#,
            60
        )
    }

    private func advise(
        _ record: ResidentRecord, plugins: [PluginData]? = nil, failing: Set<ScriptedPlugins.Question> = []
    ) async throws -> ResidentAdvice? {
        let host = try ScriptedPlugins(data: plugins ?? [own], failing: failing).host()
        return await AdviseOnResident(plugins: host, configuration: ConfigurationInForce(configuration))(
            record, at: FixedClock.now)
    }

    @Test func theStationsPackagesAreOfferedAtItsPrices() async throws {
        let advice = try #require(try await advise(record([mother])))
        #expect(advice.plugin == ownKey && advice.packages.items.map(\.package.code) == station.packages.map(\.code))
        for (item, package) in zip(advice.packages.items, configuration.packages(of: station)) {
            let decision = try item.decision.get()
            #expect(decision.price == package.unitPrice && !decision.reasons.isEmpty)
            #expect(decision.subsidy.fen + decision.copayment.fen == decision.price.fen)
            #expect(!item.isRunning)
        }
        #expect(!advice.problems.isEmpty && advice.substitutions.isEmpty)
    }

    @Test func whatWasScreenedAndPromisedIsDone() async throws {
        let screening = SampleData.screening(
            [2, 2, 2, 2, 2, 2, 0, 0, 1], total: "13", severity: #""moderate""#, level: "station", sameDay: true)
        let advice = try #require(
            try await advise(
                record([
                    mother, (.enrolmentStarted, started("e1", "family-consultation", plugin: ownKey), 50),
                    (.screeningCompleted, screening, 3),
                ])))
        let actions = advice.actions.items
        #expect(actions.first?.code == "see-today" && actions.first?.isOverdue == true)
        #expect(actions.contains { $0.enrolment == "e1" })
        #expect(actions.allSatisfy { !$0.reasons.isEmpty })
        #expect(advice.packages.items.filter(\.isRunning).map(\.package.code) == ["family-consultation"])
    }

    @Test(arguments: [ScriptedPlugins.Question.nextActions, .eligibility, .outreach])
    func whatFailsCostsItsPartAlone(question: ScriptedPlugins.Question) async throws {
        let advice = try #require(try await advise(record([mother]), failing: [question]))
        #expect(advice.actions.failures.count == (question == .nextActions ? 1 : 0))
        #expect(advice.packages.failures.count == (question == .eligibility ? 1 : 0))
        #expect(advice.outreach.failures.count == (question == .outreach ? 1 : 0))
        #expect(advice.packages.items.isEmpty == (question == .eligibility))
        let said = advice.actions.failures + advice.packages.failures + advice.outreach.failures
        #expect(said.allSatisfy { $0.zh.contains("2000 毫秒") && $0.en.contains("2000 ms") })
    }

    @Test func whoIsAskedAboutAnEnrolmentIsTheVersionItBeganUnder() async throws {
        var old = version("0.9.0", of: own)
        let index = try #require(old.packages.firstIndex { $0.code == "family-consultation" })
        old.packages[index].items = [
            .init(code: "old-item", title: text, countPerCycle: 1, unitPrice: nil, dueDays: [3])
        ]
        let facts = record([
            mother, (.enrolmentStarted, started("e1", "family-consultation", plugin: PluginKey(old.manifest)), 2),
        ])
        let both = try #require(try await advise(facts, plugins: [own, old]))
        #expect(both.actions.items.filter { $0.enrolment == "e1" }.map(\.item) == ["old-item"])
        #expect(both.substitutions.isEmpty)
        // Follow-ups come once, from the station's own version.
        let alone = try #require(try await advise(record([mother])))
        #expect(both.actions.items.filter { $0.enrolment == nil } == alone.actions.items)

        let newer = try #require(try await advise(facts, plugins: [own]))
        #expect(
            newer.substitutions == [
                .init(enrolment: "e1", package: "family-consultation", began: PluginKey(old.manifest), asked: ownKey)
            ])
        #expect(!newer.actions.items.contains { $0.item == "old-item" })
    }

    @Test func anEnrolmentOfAnotherProfileIsItsPlugins() async throws {
        let elders = try #require(configuration.profiles.values.first { $0.manifest.id.rawValue == "elderly-guardian" })
        let began = PluginKey(id: elders.manifest.id, version: "0.1.0")
        let package = try #require(elders.packages.first)
        let facts = record([mother, (.enrolmentStarted, started("e1", package.code, plugin: began), 2)])
        let there = try #require(try await advise(facts, plugins: [own, elders]))
        #expect(there.substitutions.map(\.asked) == [PluginKey(elders.manifest)])
        let gone = try #require(try await advise(facts, plugins: [own]))
        #expect(gone.substitutions.map(\.asked) == [nil])
        #expect(!gone.actions.items.contains { $0.enrolment == "e1" })
    }

    @Test func withoutTheProfilesPluginThereIsNoAdvice() async throws {
        var bare = configuration
        bare.profiles[station.profile] = nil
        let host = try ScriptedPlugins(data: []).host()
        #expect(
            await AdviseOnResident(plugins: host, configuration: ConfigurationInForce(bare))(
                record([mother]), at: FixedClock.now) == nil)
        // Configured and not loaded: each part says so.
        let advice = try #require(try await advise(record([mother]), plugins: []))
        #expect(advice.actions.failures.count == 1 && advice.packages.failures.count == 1)
    }

    @Test func counsellorsAreRankedAndThoseNobodyDescribedAreNamed() async throws {
        var described = configuration
        let index = try #require(described.stations.firstIndex { $0.code == station.code })
        func level(_ level: Int) -> CounsellorCapability {
            CounsellorCapability(
                theory: level, empathy: level, sectorKnowledge: level, techniqueFit: level, culturalSensitivity: level,
                technology: level)
        }
        described.stations[index].counsellors = [
            .init(code: "c1", name: "甲", credential: .counsellor, weeklyHours: 20, capability: level(2)),
            .init(code: "c2", name: "乙", credential: .nurse, weeklyHours: 20),
            .init(code: "c3", name: "丙", credential: .socialWorker, weeklyHours: 20, capability: level(5)),
        ]
        let problem = try #require(own.counselling.problems.first).code
        let advise = AdviseOnResident(
            plugins: try ScriptedPlugins(data: [own]).host(), configuration: ConfigurationInForce(described))
        let advice = try #require(await advise.counsellors(of: station.code, for: problem, tier: .c3))
        #expect(advice.ranked.map(\.counsellor.name) == ["丙", "甲"])
        #expect(advice.ranked.map(\.fit.score) == [100, 40] && advice.ranked.map(\.fit.meetsMinimum) == [true, false])
        #expect(advice.undescribed.map(\.name) == ["乙"] && advice.failure == nil)
        let unknown = try #require(await advise.counsellors(of: station.code, for: "nothing", tier: .c1))
        #expect(unknown.ranked.isEmpty && unknown.failure?.zh.contains("nothing") == true)
    }
}

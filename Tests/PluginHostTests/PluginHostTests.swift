import Foundation
import HubModel
import Logging
import PluginFixtures
import PluginHost
import PluginKit
import Synchronization
import Testing

@Suite("Plugins of the three profiles, from their shared libraries")
struct PluginHostTests {
    private let host: PluginHost

    init() throws {
        host = try PluginHost(logger: .silent)
    }

    private func assess(
        _ data: PluginData, _ instrument: Instrument, scoring total: Int, zero: Set<Int> = [], age: Int? = nil,
        cognitive: Bool? = nil
    ) async throws -> ScreeningAssessment {
        let request = AssessScreening(
            instrument: instrument.code, answers: instrument.answers(scoring: total, zero: zero), ageYears: age,
            impairment: nil, cognitiveScreenPositive: cognitive)
        let answer = try await host.answer(.assessScreening(request), by: PluginKey(data.manifest))
        return try #require(answer.assessment)
    }

    @Test("All three load side by side and agree on PHQ-9")
    func threeProfiles() async throws {
        let all = [
            try #require(PluginFixture.communityHub()), try #require(PluginFixture.elderlyGuardian()),
            try #require(PluginFixture.parentChildPartner()),
        ]
        for data in all { try await host.load(data) }
        #expect(await host.loaded == all.map { PluginKey($0.manifest) })
        for data in all {
            let severe = try await assess(data, .phq9, scoring: 20, zero: [9], age: 40)
            #expect(severe.total == 20)
            #expect(severe.severity == "severe")
            #expect(severe.instrumentVersion == "1.0.0")
            #expect(severe.triage == Triage(level: .hospital, sameDay: false, reasons: ["phq9-refer"]))
        }
    }

    @Test("Elderly guardian: GDS-15, and what a positive cognitive screen does to it")
    func elderlyGuardian() async throws {
        let data = try #require(PluginFixture.elderlyGuardian())
        try await host.load(data)
        for (total, level) in [(4, Triage.Level.none), (5, .station), (11, .station), (12, .hospital)] {
            #expect(try await assess(data, .gds15, scoring: total, age: 71).triage.level == level)
        }
        let unreliable = try await assess(data, .gds15, scoring: 0, age: 71, cognitive: true)
        #expect(unreliable.triage.level == .hospital)
        #expect(unreliable.triage.reasons == ["cognitive-screen-positive", "gds15-unreliable"])
    }

    @Test("Parent-child partner: EPDS, and PHQ-9 below 18")
    func parentChildPartner() async throws {
        let data = try #require(PluginFixture.parentChildPartner())
        try await host.load(data)
        let support = try await assess(data, .epds, scoring: 12, zero: [10], age: 30)
        let expected = Triage(
            level: .station, sameDay: false, reasons: ["epds-support", "repeat-within-two-weeks"])
        #expect(support.triage == expected)
        #expect(try await assess(data, .epds, scoring: 13, zero: [10]).triage.level == .hospital)
        let itemTen = try await assess(data, .epds, scoring: 1, zero: Set(1...9))
        #expect(itemTen.triage == Triage(level: .station, sameDay: true, reasons: ["item10-positive"]))

        let adolescent = try await assess(data, .phq9, scoring: 10, age: 15)
        #expect(adolescent.triage.reasons == ["phq9-station", "repeat-with-phq-a"])
        #expect(try await assess(data, .phq9, scoring: 10, age: 18).triage.reasons == ["phq9-station"])
    }

    @Test("Community hub: GAD-7 at 5, 10 and 15")
    func communityHub() async throws {
        let data = try #require(PluginFixture.communityHub())
        try await host.load(data)
        let levels: [(Int, Triage.Level)] = [(4, .none), (5, .selfHelp), (10, .station), (15, .hospital)]
        for (total, level) in levels {
            #expect(try await assess(data, .gad7, scoring: total).triage.level == level)
        }
    }

    @Test("A batch keeps its order, and a refused request doesn't touch its neighbours")
    func batch() async throws {
        let data = try #require(PluginFixture.communityHub())
        try await host.load(data)
        var requests = (0...21).map { total in
            PluginRequest.assessScreening(
                AssessScreening(
                    instrument: "GAD-7", answers: Instrument.gad7.answers(scoring: total), ageYears: nil,
                    impairment: nil))
        }
        requests[7] = .assessScreening(
            AssessScreening(instrument: "EPDS", answers: [], ageYears: nil, impairment: nil))
        let results = try await host.answers(requests, by: PluginKey(data.manifest))
        #expect(results.count == 22)
        for (total, result) in results.enumerated() where total != 7 {
            #expect(try result.get().assessment?.total == total)
        }
        #expect(throws: PluginFailure.unknownInstrument("EPDS", plugin: data.manifest.id)) { try results[7].get() }
    }

    @Test("Several versions answer at once, each by its own data")
    func versions() async throws {
        let old = try #require(PluginFixture.communityHub(version: "1.9.0"))
        var new = try #require(PluginFixture.communityHub(version: "1.10.0"))
        new.thresholds["gad7.refer"] = 12
        try await host.load(new)
        try await host.load(old)
        #expect(await host.loaded.map(\.version) == ["1.9.0", "1.10.0"])
        #expect(try await assess(old, .gad7, scoring: 13).triage.level == .station)
        #expect(try await assess(new, .gad7, scoring: 13).triage.level == .hospital)
    }

    @Test("The same again is nothing new; the same version with other data is refused")
    func duplicate() async throws {
        let data = try #require(PluginFixture.communityHub())
        try await host.load(data)
        try await host.load(data)
        #expect(await host.loaded.count == 1)
        var other = data
        other.thresholds["gad7.refer"] = 14
        await #expect(throws: PluginLoadError.versionTaken(plugin: PluginKey(data.manifest))) {
            try await host.load(other)
        }
        #expect(try await assess(data, .gad7, scoring: 14).triage.level == .station)
    }

    @Test("Loading at the same time starts a plugin once")
    func concurrentLoad() async throws {
        let transport = CountingTransport()
        let host = try PluginHost(transport: transport, logger: .silent)
        let data = try #require(PluginFixture.communityHub())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<16 { group.addTask { try await host.load(data) } }
            try await group.waitForAll()
        }
        #expect(transport.starts.withLock { $0 } == 1)
    }

    @Test("Data that a plugin refuses is reported with its reason, and can be loaded once corrected")
    func refusedData() async throws {
        let data = try #require(PluginFixture.elderlyGuardian())
        var broken = data
        broken.thresholds["gds15.refer"] = nil
        let failure = PluginFailure.missingThreshold("gds15.refer", plugin: data.manifest.id)
        await #expect(throws: PluginLoadError.dataRefused(plugin: PluginKey(data.manifest), failure: failure)) {
            try await host.load(broken)
        }
        #expect(await host.loaded.isEmpty)
        try await host.load(data)
        #expect(try await assess(data, .gds15, scoring: 12).triage.level == .hospital)
    }

    @Test("A version that isn't loaded is named, with the ones that are")
    func notLoaded() async throws {
        let data = try #require(PluginFixture.communityHub())
        try await host.load(data)
        let missing = PluginKey(id: data.manifest.id, version: "2.0.0")
        let expected = PluginCallError.notLoaded(missing, loaded: [PluginKey(data.manifest)])
        await #expect(throws: expected) { try await host.answers([], by: missing) }
    }
}

/// Counts starts; suspends in each, so that other loads come in between.
private final class CountingTransport: PluginTransport {
    let starts = Mutex(0)

    func start(_ library: PluginLibrary, with data: PluginData) async throws {
        starts.withLock { $0 += 1 }
        for _ in 0..<8 { await Task.yield() }
    }

    func answers(
        _ requests: [PluginRequest], by plugin: PluginKey
    ) async throws -> [Result<PluginAnswer, PluginFailure>] { [] }

    func status() async -> [PluginStatus] { [] }
}

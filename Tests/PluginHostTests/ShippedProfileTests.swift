import DistrictConfig
import Foundation
import HubModel
import PluginFixtures
import PluginHost
import PluginKit
import Testing

/// The five profiles from their shared libraries, with the data of their own files.
@Suite("The shipped profiles in the host")
struct ShippedProfileTests {
    private let host: PluginHost
    private let configuration: DistrictConfiguration

    init() throws {
        host = try PluginHost(logger: .silent)
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        configuration = try ConfigurationReader.read(
            config: root.appending(path: "config"), plugins: root.appending(path: "Plugins"))
    }

    private func loaded(_ profile: String) async throws -> PluginData {
        let code = try #require(ProfileCode(rawValue: profile))
        let data = try #require(configuration.profiles[code])
        try await host.load(data)
        return data
    }

    private func level(
        _ total: Int, of code: String, by data: PluginData, age: Int? = nil
    ) async throws -> (level: Triage.Level, reasons: [String]) {
        let instrument = try #require(data.instruments.first { $0.code == code })
        let request = AssessScreening(
            instrument: code,
            answers: instrument.answers(scoring: total, zero: Set(instrument.criticalItems.map(\.item))),
            ageYears: age, impairment: nil)
        let answer = try await host.answer(.assessScreening(request), by: PluginKey(data.manifest))
        let triage = try #require(answer.assessment).triage
        return (triage.level, triage.reasons)
    }

    @Test func `all five load side by side and triage each of their instruments`() async throws {
        for data in configuration.profiles.values { try await host.load(data) }
        #expect(await host.loaded.count == 5)
        for data in configuration.profiles.values {
            for instrument in data.instruments {
                let lowest = instrument.items.reduce(0) { $0 + $1.minimum }
                #expect(try await level(lowest, of: instrument.code, by: data, age: 40).level == .none)
            }
        }
    }

    @Test func `cognition and loneliness at the elderly guardian`() async throws {
        let data = try await loaded("elderly-guardian")
        #expect(try await level(1, of: "SIS-6", by: data).level == .none)
        let mistaken = try await level(2, of: "SIS-6", by: data)
        #expect(mistaken.level == .hospital && mistaken.reasons == ["cognitive-screen-positive"])
        let levels: [(Int, Triage.Level)] = [(5, .none), (6, .selfHelp), (7, .selfHelp), (8, .station), (9, .station)]
        for (total, expected) in levels {
            #expect(try await level(total, of: "UCLA-3", by: data).level == expected)
        }
    }

    @Test func `PHQ-A at the parent-child partner, from 11 to 17 years`() async throws {
        let data = try await loaded("parent-child-partner")
        let levels: [(Int, Triage.Level)] = [
            (4, .none), (5, .selfHelp), (10, .station), (15, .station), (20, .hospital),
        ]
        for (total, expected) in levels {
            #expect(try await level(total, of: "PHQ-A", by: data, age: 15).level == expected)
        }
        #expect(try await level(10, of: "PHQ-A", by: data, age: 18).reasons == ["phqa-station", "phq-a-age"])
        #expect(try await level(10, of: "PHQ-A", by: data, age: 17).reasons == ["phqa-station"])
    }

    @Test func `stress at the workplace leads to the station and no further`() async throws {
        let data = try await loaded("workplace-energy")
        let levels: [(Int, Triage.Level)] = [
            (13, .none), (14, .selfHelp), (26, .selfHelp), (27, .station), (40, .station),
        ]
        for (total, expected) in levels {
            #expect(try await level(total, of: "PSS-10", by: data).level == expected)
        }
    }

    @Test func `EPDS at the steward of mothers and infants`() async throws {
        let data = try await loaded("mother-infant-steward")
        let levels: [(Int, Triage.Level)] = [(9, .none), (10, .station), (12, .station), (13, .hospital)]
        for (total, expected) in levels {
            #expect(try await level(total, of: "EPDS", by: data).level == expected)
        }
    }

    @Test func `each profile plans its packages and finds its rituals in its own library`() async throws {
        let start = try #require(CivilDate("2026-11-22"))
        let end = try #require(start.adding(days: 366))
        for data in configuration.profiles.values {
            try await host.load(data)
            let plans = data.packages.map {
                PluginRequest.planEnrolment(PlanEnrolment(package: $0.code, startsOn: start))
            }
            for result in try await host.answers(plans, by: PluginKey(data.manifest)) {
                guard case .plan(let plan) = try result.get() else {
                    Issue.record("no plan")
                    continue
                }
                #expect(!plan.items.isEmpty)
            }
            let answer = try await host.answer(
                .findRituals(FindRituals(from: start, through: end)), by: PluginKey(data.manifest))
            guard case .rituals(let days) = answer else {
                Issue.record("no rituals")
                continue
            }
            #expect(Set(days.map(\.ritual)) == Set(data.rituals.map(\.code)))
        }
    }
}

import Foundation
import HubModel
import Testing

@testable import Brand
@testable import DistrictConfig
@testable import HubRuntime
@testable import Indicators

/// A made-up moment of the example district, the same on every run.
enum SampleOverview {
    /// 2026-11-22 14:05 in Shanghai.
    static let now = Date(timeIntervalSince1970: 1_795_327_500)

    static func configuration() throws -> DistrictConfiguration {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try ConfigurationReader.read(
            config: root.appendingPathComponent("config"), plugins: root.appendingPathComponent("Plugins"))
    }

    /// Sums of one station, different for each but not random.
    static func sums(of number: Int, of configuration: DistrictConfiguration) -> RollupTotals {
        var sums = RollupTotals()
        let n = Int64(number)
        let screenings = 37 + (n * 61) % 190
        let bands: [(String, Int64)] = [
            ("minimal", screenings * 55 / 100), ("mild", screenings * 20 / 100), ("moderate", screenings * 10 / 100),
            ("moderately-severe", screenings * 4 / 100), ("severe", screenings * 2 / 100),
        ]
        for (severity, count) in bands { sums.add(count, to: .screeningsBySeverity, "PHQ-9/\(severity)") }
        let scored = bands.reduce(0) { $0 + $1.1 }
        sums.add(screenings - scored, to: .screeningsIncomplete, "PHQ-9")
        sums.add(screenings, to: .screeningsReceived, "PHQ-9")
        sums.add(scored, to: .screeningsScored, "PHQ-9")
        sums.add(n % 7, to: .screeningsSameDay, "PHQ-9")
        sums.add(n % 6, to: .screeningsCritical, "PHQ-9/item9-positive")
        for (level, count) in [
            ("none", scored / 2), ("self-help", scored / 4), ("station", scored / 5), ("hospital", n % 9),
        ] {
            sums.add(count, to: .screeningsByTriage, level)
        }
        sums.add(4 + n % 9, to: .activitiesHeld, "reminiscence-tea-party")
        sums.add(2 + n % 5, to: .activitiesHeld, "monthly-service-market")
        sums.add(210 + n * 17, to: .attendances, "participant")
        sums.add(18 + n, to: .attendances, "volunteer")
        sums.add(n == 3 ? 2 : screenings - 6, to: .personsEver, "screened")
        sums.add(n == 3 ? 2 : screenings - 6, to: .personsOfMonth, "screened")
        sums.add(90 + n * 7, to: .personsEver, "attended")
        sums.add(90 + n * 7, to: .personsOfMonth, "attended")
        for (state, count) in [("placed", n % 4), ("accepted", 3 + n % 3), ("delivered", n), ("verified", 20 + n)] {
            sums.add(count, to: .orderStates, state)
            sums.add(count, to: .orderSteps, "placed")
            sums.add(count * 12_345, to: .orderAmounts, state)
        }
        sums.add(40 + n, to: .feedbacks, "order")
        sums.add(37 + n, to: .feedbacksSatisfied, "order")
        sums.add(70 + n * 3, to: .residentsRegistered)
        sums.add(20 + n, to: .residentsReferred)
        for (metric, count) in [
            ("reads", 3_211), ("plays", 1_043), ("shares", 88), ("visitors", 190), ("followers", 41), ("bookings", 23),
        ] {
            sums.add(Int64(count) + n * 13, to: .channelCounts, "wechat/\(metric)")
        }
        return sums
    }

    static func daily(_ number: Int64 = 3) -> [DailyFigure] {
        var figures: [DailyFigure] = []
        for day in 1...22 {
            let padding = day < 10 ? "0" : ""
            let screenings = Int64((day * 37) % 41 + 3)
            let attendances = Int64((day * 53) % 97 + 11)
            figures.append(
                DailyFigure(
                    day: "2026-11-" + padding + String(day), screenings: screenings * number,
                    attendances: attendances * number))
        }
        return figures
    }

    static func contacts(_ configuration: DistrictConfiguration) -> [StationContact] {
        let special: [Int: TimeInterval] = [5: 9 * 86_400, 11: 20 * 3600]
        var contacts: [StationContact] = []
        for (index, station) in configuration.stations.enumerated() {
            let age = special[index] ?? TimeInterval(index) * 700
            let time: Date? = index == 17 ? nil : now.addingTimeInterval(-age)
            let quarantined: Int64 = index == 8 ? 2 : 0
            contacts.append(
                StationContact(
                    station: station.code, facts: 900 + Int64(index) * 131, quarantined: quarantined,
                    completeThrough: time, lastContact: time))
        }
        return contacts
    }

    static func byStation(_ configuration: DistrictConfiguration) -> [StationCode: RollupTotals] {
        var byStation: [StationCode: RollupTotals] = [:]
        for (index, station) in configuration.stations.enumerated() where index != 17 {
            byStation[station.code] = sums(of: index + 1, of: configuration)
        }
        return byStation
    }

    static func attention(_ contacts: [StationContact]) -> [StationCode: AttentionCount] {
        [
            contacts[1].station: AttentionCount(
                all: 3, incomplete: 1, oldest: now.addingTimeInterval(-9 * 86_400 - 3600)),
            contacts[6].station: AttentionCount(all: 2, oldest: now.addingTimeInterval(-31 * 3600)),
        ]
    }

    static func district(period: OverviewPeriod = .everything) throws -> DistrictOverview {
        let configuration = try configuration()
        let contacts = contacts(configuration)
        return OverviewFigures(configuration: configuration, period: period, asOf: now).district(
            contacts: contacts, attention: attention(contacts), byStation: byStation(configuration), daily: daily(),
            months: ["2026-11", "2026-10"].compactMap { OverviewPeriod($0) })
    }

    static func empty() throws -> DistrictOverview {
        let configuration = try configuration()
        let contacts = configuration.stations.map {
            StationContact(station: $0.code, facts: 0, quarantined: 0, completeThrough: nil, lastContact: nil)
        }
        return OverviewFigures(configuration: configuration, period: .everything, asOf: now).district(
            contacts: contacts, attention: [:], byStation: [:], daily: [], months: [])
    }

    static func station() throws -> StationOverview {
        let configuration = try configuration()
        let contacts = contacts(configuration)
        let details = StationDetails(
            daily: daily(1), months: [OverviewPeriod("2026-11")].compactMap { $0 },
            attention: [
                attentionLine(hoursAgo: 1, .station, isIncomplete: false),
                attentionLine(hoursAgo: 31, .hospital, isIncomplete: true),
            ], quarantine: [QuarantineFigure(code: "out-of-range", count: 2)])
        let overview = OverviewFigures(configuration: configuration, period: .everything, asOf: now).station(
            contacts[6].station, contacts: contacts, attention: attention(contacts),
            byStation: byStation(configuration), details: details)
        return try #require(overview)
    }

    private static func attentionLine(
        hoursAgo: TimeInterval, _ level: Triage.Level, isIncomplete: Bool
    ) -> AttentionLine {
        AttentionLine(
            fact: FactID(at: now), occurredAt: now.addingTimeInterval(-3600 * hoursAgo), instrument: "PHQ-9",
            level: level, isIncomplete: isIncomplete)
    }
}

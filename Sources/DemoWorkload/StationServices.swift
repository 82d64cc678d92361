import DistrictConfig
import Foundation
import HubModel
import PluginKit

/// What happens at one station of a demonstration beside screenings: activities, orders, enrolments, feedback, channels.
struct StationServices {
    let station: StationConfiguration
    let packages: [ServicePackage]
    let activities: [ActivityDefinition]
    /// The plugin that enrolments begin under.
    let plugin: PluginReference?
    let respondents: [String]
    /// Who pays what.
    let funding: FundingConfiguration
    let end: Date
    let days: Int
    private var generator: SeededGenerator
    private var lines: [String] = []
    /// Of those who are registered.
    private var parties: [String: OrderingParty] = [:]

    init(
        station: StationConfiguration, configuration: DistrictConfiguration, respondents: [String], end: Date,
        days: Int,
        generator: SeededGenerator
    ) {
        self.station = station
        packages = configuration.packages(of: station)
        activities = configuration.activities(of: station)
        plugin = configuration.profiles[station.profile].map {
            PluginReference(id: $0.manifest.id.rawValue, version: $0.manifest.version)
        }
        self.respondents = respondents
        funding = configuration.funding
        self.end = end
        self.days = days
        self.generator = generator
    }

    private static let header = "kind,source,occurred_at,resident,data"

    /// A quarter of the respondents, registered before they are screened, with tags.
    mutating func residents(_ rows: [ScreeningSheet.Row]) -> [String] {
        let year = Calendar(identifier: .gregorian).component(.year, from: end)
        let early = DemoTimes.text(end.addingTimeInterval(-Double(days + 1) * 86_400))
        var lines = [Self.header]
        for row in rows where generator.chance(25) {
            guard let age = row.age, let sex = ResidentRegistered.Sex(rawValue: row.sex) else { continue }
            let first = (year - age) / 5 * 5
            var tags = age >= 60 && generator.chance(30) ? ["lives-alone"] : []
            if generator.chance(32) { tags.append("referred-by-resident") }
            var consents = [Consent(purpose: "screening", textVersion: "2026-1")]
            // Drawn apart, so that nothing else of the plan depends on it.
            var draw = SeededGenerator(seed: 0, part: "outreach/\(row.respondent)")
            if draw.chance(60) { consents.append(Consent(purpose: "outreach", textVersion: "2026-1")) }
            let resident = ResidentRegistered(
                birthYearBand: "\(first)-\(first + 4)", sex: sex, tags: tags, consents: consents)
            parties[row.respondent] = OrderingParty(tags: Set(tags), ages: (year - first - 5)...(year - first))
            lines.append(
                Self.line("resident.registered", "resident/\(row.respondent)", early, row.respondent, resident))
        }
        return lines
    }

    /// Everything else in the order of time.
    mutating func facts() -> [String] {
        lines = []
        holdActivities()
        takeOrders()
        enrol()
        measureChannels()
        return [Self.header] + lines
    }

    private static func line(
        _ kind: String, _ source: String, _ time: String, _ resident: String, _ data: some Encodable
    ) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = (try? encoder.encode(data)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
        return "\(kind),\(source),\(time),\(resident),\"\(json.replacing("\"", with: "\"\""))\""
    }

    private mutating func add(
        _ kind: FactKind, _ source: String, at time: Date, resident: String = "", _ data: some Encodable
    ) {
        lines.append(Self.line(kind.rawValue, "\(station.code)/\(source)", DemoTimes.text(time), resident, data))
    }

    private mutating func time() -> Date { DemoTimes(end: end, days: days).any(using: &generator) }

    private mutating func someone() -> String { respondents.randomElement(using: &generator) ?? "" }

    private mutating func holdActivities() {
        for activity in activities {
            for occasion in 0..<Int.random(in: 1...4, using: &generator) {
                let id = "\(activity.code)-\(occasion)"
                let start = time()
                let setting = activity.settings.randomElement(using: &generator) ?? .community
                add(
                    .activityHeld, "held/\(id)", at: start,
                    ActivityHeld(
                        activity: "\(station.code)-\(id)", activityKind: activity.code, setting: setting.rawValue,
                        capacity: activity.capacity, minutes: activity.minutes))
                attend(activity, id, start)
            }
        }
    }

    private mutating func attend(_ activity: ActivityDefinition, _ id: String, _ start: Date) {
        let people = Int.random(in: 4...max(5, min(16, activity.capacity)), using: &generator)
        let guests = Set((0..<people).map { _ in someone() }).subtracting([""]).sorted()
        for guest in guests {
            let role: ActivityAttended.Role = generator.chance(8) ? .volunteer : .participant
            add(
                .activityAttended, "attended/\(id)/\(guest)", at: start, resident: guest,
                ActivityAttended(activity: "\(station.code)-\(id)", role: role))
            if generator.chance(35) { giveFeedback("activity", "\(station.code)-\(id)", guest, start) }
        }
        let others = Int.random(in: 0...max(1, activity.capacity / 3), using: &generator)
        guard others > 0 else { return }
        add(
            .activityAttended, "attended/\(id)/others", at: start,
            ActivityAttended(activity: "\(station.code)-\(id)", role: .participant, count: others))
    }

    private mutating func giveFeedback(_ kind: String, _ id: String, _ resident: String, _ time: Date) {
        let score = [5, 5, 5, 5, 4, 4, 4, 4, 3, 2].randomElement(using: &generator) ?? 4
        add(
            .feedbackGiven, "feedback/\(id)/\(resident)", at: time.addingTimeInterval(7200), resident: resident,
            FeedbackGiven(about: .init(kind: kind, id: id), score: score, first: generator.chance(30)))
    }

    private mutating func takeOrders() {
        for number in 0..<Int.random(in: 14...36, using: &generator) {
            guard let package = packages.randomElement(using: &generator),
                let item = package.items.randomElement(using: &generator)
            else { return }
            let amount = item.unitPrice?.fen ?? package.unitPrice.fen / Int64(max(1, package.items.count))
            let resident = someone()
            // Free rounds are left to the hub.
            let share = funding.share(
                of: Money(fen: amount), in: package, for: parties[resident] ?? .unknown, freeRoundsLeft: 0)
            let line = OrderLine(
                order: "\(station.code)-O\(number)", package: package.code, item: item.code, amountFen: amount,
                copaymentFen: share.copayment.fen, group: share.group)
            follow(line, number, resident)
        }
    }

    /// Most orders go all the way; some are still on it, some are cancelled.
    private mutating func follow(_ line: OrderLine, _ number: Int, _ resident: String) {
        var moment = time()
        add(.orderPlaced, "order/\(number)/placed", at: moment, resident: resident, OrderStep(line: line))
        if generator.chance(7) {
            let step = OrderStep(line: line, reason: "resident-withdrew")
            return add(
                .orderCancelled, "order/\(number)/cancelled", at: moment.addingTimeInterval(5400), resident: resident,
                step)
        }
        let steps: [(FactKind, Int, String?)] = [
            (.orderAccepted, 92, nil), (.orderDelivered, 88, "sign-in-sheet"), (.orderVerified, 86, "one-time-code"),
        ]
        for (kind, likelihood, evidence) in steps {
            guard generator.chance(likelihood) else { return }
            // An hour is short enough that nothing happens in the future.
            moment.addTimeInterval(3600)
            add(
                kind, "order/\(number)/\(kind.rawValue)", at: moment, resident: resident,
                OrderStep(line: line, evidence: evidence))
        }
        giveFeedback("order", line.order, resident, moment)
    }

    private mutating func enrol() {
        for number in 0..<Int.random(in: 5...14, using: &generator) {
            guard let package = packages.randomElement(using: &generator) else { return }
            let id = "\(station.code)-E\(number)"
            let resident = someone()
            let start = time()
            let due = String(DemoTimes.text(start.addingTimeInterval(30 * 86_400)).prefix(10))
            add(
                .enrolmentStarted, "enrolment/\(number)/started", at: start, resident: resident,
                EnrolmentStep(enrolment: id, package: package.code, plugin: plugin))
            for item in package.items where generator.chance(55) {
                add(
                    .enrolmentItemDone, "enrolment/\(number)/\(item.code)", at: start.addingTimeInterval(3600),
                    resident: resident,
                    EnrolmentStep(enrolment: id, package: package.code, item: item.code, due: due))
            }
            if generator.chance(12) {
                add(
                    .enrolmentEnded, "enrolment/\(number)/ended", at: start.addingTimeInterval(7200),
                    resident: resident,
                    EnrolmentStep(enrolment: id, package: package.code, reason: "moved-away"))
            }
        }
    }

    private mutating func measureChannels() {
        let channels: [(String, [(ChannelMeasured.Metric, ClosedRange<Int>)])] = [
            (
                "wechat-official-account",
                [(.reads, 80...900), (.shares, 2...60), (.followers, 0...14), (.bookings, 0...9)]
            ),
            ("wechat-group", [(.reads, 60...400), (.bookings, 0...6)]),
            ("douyin", [(.plays, 100...2400), (.shares, 1...40)]),
            ("notice-board", [(.reads, 20...160)]),
            ("station-door", [(.visitors, 15...120)]),
        ]
        for week in 0..<(days / 7) {
            let moment = end.addingTimeInterval(-Double(days - week * 7) * 86_400)
            for (channel, metrics) in channels {
                for (metric, range) in metrics {
                    let count = Int.random(in: range, using: &generator)
                    add(
                        .channelMeasured, "channel/\(channel)/\(metric.rawValue)/\(week)", at: moment,
                        ChannelMeasured(channel: channel, metric: metric, count: count))
                }
            }
        }
    }
}

import HubModel
import PluginKit

/// A small profile for which every expectation can be worked out by hand.
enum DecisionFixture {
    static let yearly = ServicePackage(
        code: "record", title: LocalizedText(zh: "档案", en: "Record"), cycle: .year,
        items: [
            .init(code: "opening", title: text, countPerCycle: 1, unitPrice: nil, dueDays: [13]),
            .init(code: "call", title: text, countPerCycle: 4, unitPrice: nil),
        ],
        eligibility: .init(minimumAge: 65, anyTag: ["lives-alone"]), unitPrice: Money(fen: 12_001),
        subsidies: [.init(tag: nil, percent: 50), .init(tag: "low-income", percent: 90)], fundingLine: "special-fund")
    static let monthly = ServicePackage(
        code: "visits", title: LocalizedText(zh: "探访", en: "Visits"), cycle: .month,
        items: [.init(code: "visit", title: text, countPerCycle: 2, unitPrice: nil)],
        eligibility: .init(maximumAge: 17),
        unitPrice: Money(fen: 5_000), subsidies: [], fundingLine: "special-fund")

    static let text = LocalizedText(zh: "某项", en: "Something")

    static let followUps = [
        FollowUpRule(
            code: "repeat", title: text, trigger: .screening(instrument: "PHQ-9", atLeast: .station),
            action: .screening,
            instrument: "PHQ-9", dueDays: 28, everyDays: 28, times: 3),
        FollowUpRule(code: "call-back", title: text, trigger: .firstContact, action: .call, dueDays: 1),
        FollowUpRule(
            code: "monthly-visit", title: text, trigger: .tag("lives-alone"), action: .visit, dueDays: 7, everyDays: 30),
    ]

    static let outreach = [
        OutreachRule(
            code: "winter", title: text, message: text, occasion: .season(from: day("12-20"), through: day("01-31")),
            consent: "outreach", pauseDays: 60),
        OutreachRule(
            code: "tenth", title: text, message: text, occasion: .contacts(10), consent: "outreach", pauseDays: 365),
        OutreachRule(
            code: "flood", title: text, message: text, occasion: .emergency("flood"), consent: "safety",
            anyTag: ["lives-alone"], pauseDays: 1),
    ]

    static let counselling = CounsellingRules(
        problems: [.init(code: "grief", title: text, weights: levels(1, 3, 0, 1, 2, 0))],
        tiers: [.init(tier: .c3, minimum: levels(3, 4, 0, 0, 0, 0))])

    static let rituals = [
        Ritual(code: "market", title: text, day: .monthly(15), activity: "market"),
        Ritual(code: "five-twenty-five", title: text, day: .yearly(day("05-25")), activity: "day"),
        Ritual(code: "double-ninth", title: text, day: .lunar(month: 9, day: 9), activity: "gathering"),
    ]

    static func levels(_ a: Int, _ b: Int, _ c: Int, _ d: Int, _ e: Int, _ f: Int) -> CounsellorCapability {
        CounsellorCapability(
            theory: a, empathy: b, sectorKnowledge: c, techniqueFit: d, culturalSensitivity: e, technology: f)
    }

    static func day(_ text: String) -> MonthDay {
        guard let day = MonthDay(text) else { preconditionFailure("\(text) is no day of the year") }
        return day
    }

    static func date(_ text: String) -> CivilDate {
        guard let date = CivilDate(text) else { preconditionFailure("\(text) is no day") }
        return date
    }

    static func decisions() throws -> ProfileDecisions {
        let code = ProfileCode(rawValue: "fixture")
        guard let code else { preconditionFailure("not a profile code") }
        let data = PluginData(
            manifest: PluginManifest(
                id: code, version: "1.0.0", apiVersion: PluginAPI.version, module: "Fixture", title: text,
                summary: text,
                instruments: []),
            instruments: [], packages: [yearly, monthly], activities: [], thresholds: [:], followUps: followUps,
            counselling: counselling, outreach: outreach, quietHours: QuietHours(from: 21 * 60, until: 8 * 60),
            rituals: rituals,
            indicators: [
                IndicatorRule(indicator: "coverage", numerator: "screened", denominator: "known"),
                IndicatorRule(indicator: "sessions", numerator: "sessions"),
            ])
        return try ProfileDecisions(data: data, rules: [])
    }
}

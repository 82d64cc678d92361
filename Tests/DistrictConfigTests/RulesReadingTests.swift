import DistrictConfig
import HubModel
import PluginKit
import Testing

@Suite("Rules of a profile")
struct RulesReadingTests {
    private let data: PluginData
    private let district: District

    init() throws {
        let configuration = try SampleConfiguration().read()
        data = try #require(configuration.profiles.values.first)
        district = configuration.district
    }

    @Test func `follow-ups`() {
        #expect(
            data.followUps == [
                FollowUpRule(
                    code: "screen-again", title: LocalizedText(zh: "复测", en: "Again"),
                    trigger: .screening(instrument: "GDS-3", atLeast: .station), action: .screening,
                    instrument: "GDS-3", dueDays: 14, everyDays: 28, times: 3),
                FollowUpRule(
                    code: "visit", title: LocalizedText(zh: "探访", en: "Visit"), trigger: .tag("lives-alone"),
                    action: .visit, dueDays: 7, everyDays: 30),
                FollowUpRule(
                    code: "call", title: LocalizedText(zh: "回访", en: "Call"), trigger: .firstContact, action: .call,
                    dueDays: 1),
            ])
    }

    @Test func `counselling`() {
        #expect(data.counselling.problems.map(\.code) == ["loneliness"])
        #expect(
            data.counselling.problems.first?.weights
                == CounsellorCapability(
                    theory: 1, empathy: 5, sectorKnowledge: 0, techniqueFit: 0, culturalSensitivity: 0, technology: 0))
        #expect(data.counselling.tiers.map(\.tier) == [.c1, .c2, .c3, .c4])
        #expect(data.counselling.tiers.map(\.minimum.empathy) == [1, 1, 3, 0])
    }

    @Test func `outreach`() throws {
        let winter = try #require(MonthDay("12-01"))
        let spring = try #require(MonthDay("02-29"))
        #expect(
            data.outreach.map(\.occasion) == [
                .season(from: winter, through: spring), .contacts(10), .silence(days: 30), .emergency("heat-wave"),
            ])
        #expect(data.outreach.map(\.anyTag) == [["lives-alone"], [], [], []])
        #expect(data.outreach.map(\.pauseDays) == [30, 365, 14, 1])
        #expect(data.outreach.last?.consent == "emergency-contact")
        #expect(data.quietHours == QuietHours(from: 21 * 60, until: 8 * 60))
    }

    @Test func `rituals`() throws {
        let may = try #require(MonthDay("05-25"))
        #expect(data.rituals.map(\.day) == [.monthly(15), .yearly(may), .lunar(month: 9, day: 9)])
        #expect(Set(data.rituals.map(\.activity)) == ["tea-party"])
    }

    @Test func `indicators and usual commitments`() {
        #expect(
            data.indicators == [
                IndicatorRule(
                    indicator: "satisfaction", numerator: "feedback.satisfied", denominator: "feedback.given")
            ])
        #expect(
            data.commitments == [CommitmentTemplate(indicator: "satisfaction", by: 10, change: .points, months: 12)])
    }

    @Test func `days of items, partners of activities, funding lines`() {
        #expect(data.packages.first?.items.map(\.dueDays) == [[], [90, 180, 364]])
        #expect(data.activities.first?.partner == LocalizedText(zh: "文化馆", en: "Cultural centre"))
        #expect(district.fundingLines.map(\.code) == ["public-health", "charity"])
        #expect(district.fundingLines.map(\.programme.code) == ["2100408", "charity"])
    }
}

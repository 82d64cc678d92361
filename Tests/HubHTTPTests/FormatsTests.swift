import Foundation
import HubModel
import Indicators
import PageKit
import Testing

@testable import HubHTTP

@Suite struct FormatsTests {
    private func formats(_ language: Language) throws -> Formats {
        let timeZone = try #require(TimeZone(identifier: "Asia/Shanghai"))
        return Formats(language: language, timeZone: timeZone, now: SampleOverview.now)
    }

    @Test(
        arguments: [
            (0, "0"), (7, "7"), (999, "999"), (1_000, "1,000"), (128_400, "128,400"), (1_234_567, "1,234,567"),
            (-1_234, "-1,234"), (.max, "9,223,372,036,854,775,807"), (.min, "-9,223,372,036,854,775,808"),
        ] as [(Int64, String)])
    func numbersAreGrouped(value: Int64, text: String) throws {
        #expect(try formats(.zh).number(value) == text)
    }

    @Test(arguments: [(0, "¥0.00"), (5, "¥0.05"), (123_450, "¥1,234.50"), (-100, "-¥1.00")] as [(Int64, String)])
    func moneyHasTwoDecimals(fen: Int64, text: String) throws {
        #expect(try formats(.en).money(fen: fen) == text)
    }

    @Test func hiddenCountsStayHidden() throws {
        let formats = try formats(.zh)
        #expect(formats.count(.exact(1_234)) == "1,234")
        #expect(formats.count(.below(5)) == "<5")
        #expect(formats.count(.withheld) == "*")
    }

    @Test func decimalsAreRoundedToOne() throws {
        let formats = try formats(.zh)
        #expect(formats.decimal(2.04) == "2")
        #expect(formats.decimal(2.06) == "2.1")
        #expect(formats.percent(93.4) == "93%")
        #expect(formats.percent(nil) == "–")
    }

    /// Now is 14:05 in Shanghai, which is 06:05 UTC: six hours ago it was another day in UTC but not here.
    @Test(
        arguments: [
            (0, "今天 14:05", "today 14:05"), (60, "今天 14:04", "today 14:04"), (8 * 3600, "今天 06:05", "today 06:05"),
            (15 * 3600, "15 小时前", "15 hours ago"), (25 * 3600, "1 天前", "1 day ago"),
            (9 * 86_400 + 3600, "9 天前", "9 days ago"), (400 * 86_400, "2025-10-18", "2025-10-18"),
        ] as [(TimeInterval, String, String)])
    func momentsAreToldFromNow(age: TimeInterval, zh: String, en: String) throws {
        let time = SampleOverview.now.addingTimeInterval(-age)
        #expect(try formats(.zh).moment(time) == zh)
        #expect(try formats(.en).moment(time) == en)
    }

    @Test func fullTimesAndMonths() throws {
        #expect(try formats(.zh).full(SampleOverview.now) == "2026-11-22 14:05")
        let day = try #require(CivilDate(year: 2026, month: 11, day: 3))
        #expect(try formats(.zh).month(day) == "2026年11月")
        #expect(try formats(.en).month(day) == "Nov 2026")
    }
}

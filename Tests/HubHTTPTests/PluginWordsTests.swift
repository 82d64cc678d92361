import DistrictConfig
import Foundation
import HubModel
import HubRuntime
import PageKit
import PluginKit
import TestSupport
import Testing

@testable import HubHTTP

/// Codes of plugins become words of the district.
@Suite struct PluginWordsTests {
    private let configuration: DistrictConfiguration

    init() throws { configuration = try ExampleDistrict.configuration(stations: 26) }

    @Test func reasonsSpeakInTheDistrictsWords() {
        let zh = ReasonWords(configuration, .zh)
        #expect(zh.text("不属于服务对象（lives-alone, empty-nest）") == "不属于服务对象（独居、空巢）")
        #expect(zh.text("补贴 70%（low-income），由 basic-public-health 支付") == "补贴 70%（低收入），由基本公共卫生服务补助支付")
        #expect(zh.text("居民没有同意“outreach”") == "居民没有同意“主动联系”")
        #expect(zh.text("居民标签：disabled") == "居民标签：残疾")
        #expect(zh.text("2026-03-01 的 PHQ-9 筛查需要跟进") == "2026-03-01 的 PHQ-9 筛查需要跟进")
        let en = ReasonWords(configuration, .en)
        #expect(
            en.text("the resident does not consent to 'outreach'")
                == "the resident does not consent to 'Being contacted'")
        #expect(en.text("the resident's tag disabled asks for it") == "the resident's tag Disabled asks for it")
        #expect(
            en.text("70 % are subsidised (low-income) and paid by special-fund")
                == "70 % are subsidised (Low income) and paid by Special fund for psychological services")
        // Plain words that happen to be codes stay.
        #expect(en.text("the screening with GDS-15 asks for it") == "the screening with GDS-15 asks for it")
        #expect(en.text("see-today and half-known stay") == "see-today and half-known stay")
    }

    @Test func everyReasonOfTheShippedTriageIsASentence() {
        let rules: [TriageRule] = [.phq9, .gds15, .epds, .gad7, .phqA, .pss10, .sis6, .ucla3]
        let shipped =
            rules.flatMap(\.cutOffs).flatMap(\.reasons)
            + configuration.instruments.flatMap(\.criticalItems).map(\.reason)
            + ["incomplete", "gds15-unreliable", "repeat-with-phq-a", "phq-a-age"]
        #expect(shipped.count > 20)
        for code in shipped {
            for language in Language.allCases {
                let words = TriageReasonWords.text(of: code, language)
                #expect(words != code && words.contains(" ") || language == .zh && words != code, "\(code)")
            }
        }
        let own = ["older-carer": LocalizedText(zh: "高龄照护者，由站点面谈", en: "an older carer is seen at the station")]
        let codes = ["incomplete", "older-carer", "unknown"]
        #expect(TriageReasonWords.text(of: codes, own: own, .zh) == "有未回答的题目，不计总分；高龄照护者，由站点面谈；unknown")
    }

    @Test func everyCountOfTheShippedProfilesHasAName() {
        let rules = configuration.profiles.values.flatMap(\.indicators)
        for name in rules.flatMap({ [$0.numerator, $0.denominator].compactMap { $0 } }) {
            #expect(CountWords.codes.contains(name), "\(name)")
        }
    }

    @Test func daysAreToldFromToday() throws {
        let zone = try #require(TimeZone(identifier: "Asia/Shanghai"))
        func distance(_ days: Int, _ language: Language) throws -> String {
            let formats = Formats(language: language, timeZone: zone, now: FixedClock.now)
            return formats.distance(to: try #require(formats.day(FixedClock.now).adding(days: days)))
        }
        #expect(
            try [0, 1, 3, -1, -1500].map { try distance($0, .zh) } == ["今天", "明天", "还有 3 天", "已逾期 1 天", "已逾期 1,500 天"])
        #expect(
            try [0, 1, 3, -1, -2].map { try distance($0, .en) } == [
                "today", "tomorrow", "in 3 days", "1 day overdue", "2 days overdue",
            ])
        let formats = Formats(language: .zh, timeZone: zone, now: FixedClock.now)
        #expect(formats.date(formats.day(FixedClock.now)) == "2026年3月2日")
    }
}

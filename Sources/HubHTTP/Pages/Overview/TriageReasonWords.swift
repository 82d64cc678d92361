import DistrictConfig
import HubModel
import PluginKit

/// Why a screening led where it did: the reasons of the shared triage [RES-7] as sentences; those of a profile's own rules
/// stand in its manifest.
enum TriageReasonWords {
    private static let texts: [String: LocalizedText] = {
        var texts = others
        for (code, name) in scales {
            texts["\(code)-self-help"] = LocalizedText("\(name) 总分达到自助调适线", "the total of \(name) reaches self-help")
            texts["\(code)-station"] = LocalizedText(
                "\(name) 总分达到站点咨询线", "the total of \(name) reaches station counselling")
            texts["\(code)-refer"] = LocalizedText("\(name) 总分达到转诊线", "the total of \(name) reaches referral")
            texts["\(code)-refer-when-impaired"] = LocalizedText(
                "\(name) 总分较高且日常生活明显受影响，建议转诊",
                "the total of \(name) is high and daily life is impaired: a referral is advised")
        }
        return texts
    }()

    private static let scales = [
        "phq9": "PHQ-9", "phqa": "PHQ-A", "gds15": "GDS-15", "epds": "EPDS", "gad7": "GAD-7", "pss10": "PSS-10",
        "sis6": "SIS-6", "ucla3": "UCLA-3",
    ]

    private static let others = [
        "epds-support": LocalizedText("EPDS 总分达到支持线", "the total of EPDS reaches support"),
        "repeat-within-two-weeks": LocalizedText("两周内复测", "repeat it within two weeks"),
        "item9-positive": LocalizedText(
            "第 9 题回答大于零，须由专人当日评估", "item 9 is above zero: a person assesses it the same day"),
        "item10-positive": LocalizedText(
            "第 10 题回答大于零，须由专人当日评估", "item 10 is above zero: a person assesses it the same day"),
        "incomplete": LocalizedText("有未回答的题目，不计总分", "some items have no answer, so there is no total"),
        "cognitive-screen-positive": LocalizedText("认知筛查阳性，建议转诊", "the cognitive screen is positive: refer"),
        "gds15-unreliable": LocalizedText(
            "认知筛查阳性，GDS-15 的结果不可靠", "after a positive cognitive screen the result of GDS-15 is unreliable"),
        "repeat-with-phq-a": LocalizedText("未满 18 岁，请改用 PHQ-A", "younger than 18: repeat it with PHQ-A"),
        "phq-a-age": LocalizedText("PHQ-A 适用于 11 至 17 岁", "PHQ-A is meant for 11 to 17 years"),
    ]

    /// The sentence of a code, or the code itself when it is none of these.
    static func text(of code: String, _ language: Language) -> String { texts[code]?[language] ?? code }

    /// All sentences in one.
    ///
    /// - Parameter own: sentences of the profiles' own reasons, by code.
    static func text(of codes: [String], own: [String: LocalizedText], _ language: Language) -> String {
        codes.map { texts[$0] == nil ? own[$0]?[language] ?? $0 : text(of: $0, language) }.joined(
            separator: language == .zh ? "；" : "; ")
    }
}

extension DistrictConfiguration {
    /// The sentences of all profiles' own triage reasons, by code.
    var ownTriageReasons: [String: LocalizedText] {
        (olderVersions + profiles.values).reduce(into: [:]) { reasons, plugin in
            reasons.merge(plugin.manifest.reasons) { _, newer in newer }
        }
    }
}

import DistrictConfig
import HubModel
import HubRuntime
import PageKit
import PluginKit

/// The station's counsellors, ranked for a problem and a tier [RES-4]. The tier is never shown to the resident.
struct CounsellorSection: Sendable {
    struct Line: Sendable {
        let name: String
        let credential: String
        let score: String
        let state: String
        let meetsMinimum: Bool
        let reasons: [String]
    }

    let action: String
    let kept: [PageParameter]
    let problems: [PageOption]
    let tiers: [PageOption]
    /// What is wrong with what was asked, or why there is no answer.
    let error: String?
    /// What has to be minded with the tier.
    let caution: String?
    let lines: [Line]
    /// Who could not be ranked.
    let undescribed: String?

    /// - Parameters:
    ///   - path: of the resident's page.
    ///   - advice: nil when nothing was asked.
    init(
        _ search: CounsellorSearch, problems: [CounsellingRules.Problem], advice: CounsellorAdvice?, path: String,
        _ language: Language
    ) {
        action = path
        kept = language == .zh ? [] : [.init(name: "lang", value: language.rawValue)]
        self.problems = problems.map {
            PageOption(value: $0.code, text: $0.title[language], isSelected: $0.code == search.problem)
        }
        tiers = ClientTier.allCases.map {
            PageOption(value: $0.rawValue, text: Self.title(of: $0, language), isSelected: $0.rawValue == search.tier)
        }
        error =
            if let failure = advice?.failure {
                AdviceWords.failed(language).replacing("{reason}", with: failure[language])
            } else if !search.isEmpty, search.asked == nil {
                AdviceWords.askBoth(language)
            } else {
                nil
            }
        caution = search.asked?.tier == .c3 ? AdviceWords.supportOnly(language) : nil
        lines = advice?.ranked.map { Line($0, language) } ?? []
        let names = advice?.undescribed.map(\.name).joined(separator: language == .zh ? "、" : ", ") ?? ""
        undescribed = names.isEmpty ? nil : AdviceWords.undescribed(language).replacing("{names}", with: names)
    }

    private static func title(of tier: ClientTier, _ language: Language) -> String {
        "\(tier.rawValue) \(AdviceWords(tier)(language))"
    }
}

extension CounsellorSection.Line {
    init(_ ranked: CounsellorAdvice.Ranked, _ language: Language) {
        name = ranked.counsellor.name
        credential = ranked.counsellor.credential(language)
        score = "\(ranked.fit.score)"
        meetsMinimum = ranked.fit.meetsMinimum
        state = (meetsMinimum ? AdviceWords.meetsMinimum : .belowMinimum)(language)
        reasons = ranked.fit.reasons.map { $0.text[language] }
    }
}

import DistrictConfig
import Foundation
import HubModel
import HubRuntime
import PageKit
import PluginHost
import PluginKit

/// What the plugin of the station's profile says of a resident: every text is ready. For the station's staff alone.
struct AdviceSection: Sendable {
    struct Action: Sendable {
        let title: String
        let kind: String
        let due: String
        /// How far off the day is, in words.
        let when: String
        let isOverdue: Bool
        let reasons: [String]
    }

    struct Package: Sendable {
        let title: String
        let standing: String
        let isOpen: Bool
        /// What is on record leaves it open.
        let isUndecided: Bool
        /// Nil unless the resident is enrolled in it.
        let running: String?
        let price: String
        let subsidy: String
        let copayment: String
        let reasons: [String]
    }

    struct Outreach: Sendable {
        let title: String
        let message: String
        let state: String
        let isDue: Bool
        let reasons: [String]
    }

    /// A part of the section with what could not be answered.
    struct Part<Line: Sendable>: Sendable {
        let lines: [Line]
        let failures: [String]
        /// Nothing there, and nothing failed.
        let isEmpty: Bool

        init(_ lines: [Line], failures: [LocalizedText], _ language: Language) {
            self.lines = lines
            self.failures = failures.map { AdviceWords.failed(language).replacing("{reason}", with: $0[language]) }
            isEmpty = lines.isEmpty && failures.isEmpty
        }
    }

    let words: Words<AdviceWords>
    /// Which plugin was asked.
    let source: String
    let hasOverdue: Bool
    let notes: [String]
    let actions: Part<Action>
    let packages: Part<Package>
    let outreach: Part<Outreach>
    let counsellors: CounsellorSection

    init(
        _ advice: ResidentAdvice, counsellors: CounsellorSection, configuration: DistrictConfiguration,
        formats: Formats
    ) {
        let language = formats.language
        let reasons = ReasonWords(configuration, language)
        words = Words(language)
        let title = configuration.profiles[advice.plugin.id]?.manifest.title[language] ?? advice.plugin.id.rawValue
        source = AdviceWords.source(language).replacing("{plugin}", with: "\(title) \(advice.plugin.version)")
        hasOverdue = advice.actions.items.contains(where: \.isOverdue)
        notes = advice.substitutions.map { Self.note($0, configuration, language) }
        actions = Part(
            advice.actions.items.map { Action($0, reasons, formats) }, failures: advice.actions.failures, language)
        packages = Part(
            advice.packages.items.map { Package($0, reasons, formats) }.sorted { $0.isOpen && !$1.isOpen },
            failures: advice.packages.failures, language)
        outreach = Part(
            advice.outreach.items.map { Outreach($0, reasons, language) }, failures: advice.outreach.failures, language)
        self.counsellors = counsellors
    }

    private static func note(
        _ substitution: ResidentAdvice.Substitution, _ configuration: DistrictConfiguration, _ language: Language
    ) -> String {
        let known = configuration.profiles.values.lazy.flatMap(\.packages).first { $0.code == substitution.package }
        let words: AdviceWords = substitution.asked == nil ? .pluginMissing : .otherVersion
        return words(language)
            .replacing("{package}", with: known?.title[language] ?? substitution.package)
            .replacing("{began}", with: "\(substitution.began)")
            .replacing("{asked}", with: substitution.asked?.description ?? "")
    }
}

extension AdviceSection.Action {
    init(_ action: NextAction, _ words: ReasonWords, _ formats: Formats) {
        let language = formats.language
        title = action.title[language]
        kind = [AdviceWords(action.action)(language), action.instrument].compactMap { $0 }.joined(separator: " · ")
        due = formats.date(action.dueOn)
        when = formats.distance(to: action.dueOn)
        isOverdue = action.isOverdue
        reasons = action.reasons.map(words.text)
    }
}

extension AdviceSection.Package {
    init(_ advice: ResidentAdvice.Package, _ words: ReasonWords, _ formats: Formats) {
        let language = formats.language
        title = advice.package.title[language]
        running = advice.isRunning ? AdviceWords.enrolled(language) : nil
        switch advice.decision {
        case .success(let decision):
            let cycle = CodeWords.text(of: advice.package.cycle.rawValue, language)
            standing = AdviceWords(decision.standing)(language)
            isOpen = decision.standing == .eligible
            isUndecided = decision.standing == .undecided
            price = "\(formats.money(fen: decision.price.fen)) / \(cycle)"
            subsidy = "\(formats.money(fen: decision.subsidy.fen)) (\(decision.subsidyPercent)%)"
            copayment = formats.money(fen: decision.copayment.fen)
            reasons = decision.reasons.map(words.text)
        case .failure(let failure):
            standing = AdviceWords.unanswered(language)
            (isOpen, isUndecided) = (false, true)
            (price, subsidy, copayment) = ("–", "–", "–")
            reasons = [failure.message[language]]
        }
    }
}

extension AdviceSection.Outreach {
    init(_ advice: ResidentAdvice.Outreach, _ words: ReasonWords, _ language: Language) {
        title = advice.title[language]
        message = advice.decision.message[language]
        isDue = advice.decision.isDue
        state = (isDue ? AdviceWords.due : .heldBack)(language)
        reasons = advice.decision.reasons.map(words.text)
    }
}

import DistrictConfig
import HubModel
import HubRuntime
import PageKit
import PluginKit

/// A station's indicators by the rules of its profile, with what each is made of.
struct IndicatorSection: Sendable {
    struct Line: Sendable {
        let title: String
        /// What the indicator is made of, in words.
        let definition: String
        let value: Figure
        /// Why it has this value, or what it lacks.
        let reason: Figure
        let isReported: Bool
    }

    let lines: [Line]
    let failure: String?

    init(_ indicators: StationIndicators, configuration: DistrictConfiguration, formats: Formats) {
        let language = formats.language
        lines = indicators.lines.map { line in
            Line(line, configuration.district.indicators.first { $0.code == line.rule.indicator }, formats)
        }
        failure = indicators.failure.map {
            AdviceWords.failed(language).replacing("{reason}", with: $0[language])
        }
    }
}

extension IndicatorSection.Line {
    init(_ line: StationIndicators.Line, _ indicator: District.Indicator?, _ formats: Formats) {
        let (language, code) = (formats.language, line.rule.indicator)
        title = indicator?.title[language] ?? code
        definition = [line.rule.numerator, line.rule.denominator].compactMap { $0 }
            .map { CountWords.text(of: $0, language) }.joined(separator: " ÷ ")
        isReported = line.value != nil
        let id = "indicator.\(code)"
        if let value = line.value {
            let text = value.value.map { formats.decimal($0) + (value.denominator == nil ? "" : "%") }
            self.value = Figure(id, text ?? "–")
            let reasons = value.reasons.map(\.text[language])
            reason = Figure("\(id).reason", reasons.joined(separator: language == .zh ? "；" : "; "))
        } else {
            value = Figure(id, StationWords.notReported(language))
            let missing = line.missing.map { CountWords.text(of: $0, language) }
                .joined(separator: language == .zh ? "、" : ", ")
            reason = Figure("\(id).reason", StationWords.countsMissing(language).replacing("{counts}", with: missing))
        }
    }
}

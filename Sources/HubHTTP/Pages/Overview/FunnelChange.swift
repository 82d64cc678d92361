import Brand
import HubModel
import HubRuntime
import PageKit

/// How a stage of the funnel moved since the month before.
struct FunnelChange: Sendable {
    /// With an arrow, for those who see it.
    let sign: Figure
    /// The same in words, for those who hear the page.
    let words: Figure

    /// Nil when there is nothing to compare with, or so little that somebody could be recognised.
    init?(_ code: String, _ now: Funnel.Stage, _ before: Funnel.Stage, isPart: Bool, limit: Int, _ formats: Formats) {
        guard now.total >= Int64(limit), before.total >= Int64(limit), before.total > 0 else { return nil }
        let percent = Double(now.total - before.total) / Double(before.total) * 100
        self.init(code, percent, unit: "%", isPart: isPart, formats)
    }

    init?(_ code: String, _ now: PublishedShare, _ before: PublishedShare, isPart: Bool, limit: Int, _ formats: Formats)
    {
        guard let now = now.exactValue, let before = before.exactValue, now.of >= Int64(limit),
            before.of >= Int64(limit), let percent = now.percent, let earlier = before.percent
        else { return nil }
        let unit = StationWords.percentagePoints(formats.language)
        self.init(
            code, percent - earlier, unit: " \(unit)", isPart: isPart, formats)
    }

    private init(_ code: String, _ change: Double, unit: String, isPart: Bool, _ formats: Formats) {
        let language = formats.language
        let amount = formats.decimal(change.magnitude) + unit
        let isSame = formats.decimal(change.magnitude) == "0"
        let since = (isPart ? OverviewWords.sinceSameDays : .sinceLastMonth)(language)
        let arrow = isSame ? "＝" : change > 0 ? "▲" : "▼"
        let word: OverviewWords = isSame ? .unchanged : change > 0 ? .increased : .decreased
        let shown = isSame ? arrow : "\(arrow) \(amount)"
        sign = Figure("funnel.\(code).change", language == .zh ? "\(since) \(shown)" : "\(shown) \(since)")
        let said = language == .zh ? since + word(language) : "\(word(language)) \(since)"
        let amountSaid = language == .zh ? "\(said) \(amount)" : "\(amount) \(said)"
        words = Figure("funnel.\(code).change.words", isSame ? said : amountSaid)
    }
}

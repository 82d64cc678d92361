import HubModel
import HubRuntime
import PageKit

/// What surrounds the content of every page: titles, language, period, state of the live update.
struct PageFrame: Sendable {
    let languageTag: String
    let title: String
    let heading: String
    let home: PageLink
    var otherLanguage: PageLink
    let otherLanguageTag: String
    /// The periods to choose from; empty on a page without figures.
    let periods: [PageOption]
    /// What the form with the periods sends besides.
    let kept: [PageParameter]
    /// Where the form with the periods leads.
    let path: String
    /// Where live updates come from; nil on a page without.
    let events: String?
    /// Up to when figures are; nil on a page without.
    var reporting: Figure?
    let words: Words<FrameWords>
    /// Who looks at the page; nil on the way in.
    var viewer: PageViewer?

    /// - Parameters:
    ///   - place: the district or the station the page is about.
    ///   - path: the page's own address without its query.
    ///   - events: where its live updates come from.
    init(
        title: String, place: String, request: OverviewRequest, path: String, months: [OverviewPeriod]?,
        events: String?, formats: Formats
    ) {
        let language = request.language
        languageTag = language == .zh ? "zh-CN" : "en"
        let product = FrameWords.product(language)
        self.title = "\(title) · \(place) · \(product)"
        heading = place
        home = PageLink(text: product, address: request.elsewhere.address("/"))
        let other: Language = language == .zh ? .en : .zh
        otherLanguageTag = other == .zh ? "zh-CN" : "en"
        otherLanguage = PageLink(
            text: FrameWords.otherLanguage(language), address: request.with { $0.language = other }.address(path))
        periods = months.map { Self.options($0, chosen: request.period, formats: formats) } ?? []
        kept = request.parameters.filter { $0.name != "period" }
        self.path = path
        self.events = events
        words = Words(language)
    }

    private static func options(
        _ months: [OverviewPeriod], chosen: OverviewPeriod, formats: Formats
    ) -> [PageOption] {
        let today = formats.day(formats.now)
        // A month that is still to come holds wrong dates only.
        let months = months.filter { $0.days.first <= today }
        // A month asked for by address stays on offer though nothing happened in it.
        let all = [.everything] + months + (months.contains(chosen) || chosen == .everything ? [] : [chosen])
        return all.map {
            PageOption(value: $0.description, text: $0.title(formats), isSelected: $0 == chosen)
        }
    }
}

extension OverviewPeriod {
    func title(_ formats: Formats) -> String {
        switch self {
        case .everything: FrameWords.everything(formats.language)
        case .month(let day): formats.month(day)
        }
    }
}

import HubModel
import PageKit

/// A report, or what lies behind a figure of one: every text is ready.
struct ReportPage: PageModel {
    static let template = "report"

    /// A field by which another period or grouping is chosen.
    struct Choice: Sendable {
        let name: String
        let label: String
        let type: String
        let value: String
        let options: [PageOption]
        let isSelect: Bool

        init(_ name: String, _ label: String, type: String, value: String) {
            (self.name, self.label, self.type, self.value) = (name, label, type, value)
            options = []
            isSelect = false
        }

        init(_ name: String, _ label: String, options: [PageOption]) {
            (self.name, self.label, self.options) = (name, label, options)
            type = ""
            value = ""
            isSelect = true
        }
    }

    struct Tab: Sendable {
        let text: String
        let address: String
        let isCurrent: Bool
    }

    let frame: PageFrame
    let words: Words<ReportWords>
    let title: String
    let lead: String
    let tabs: [Tab]
    /// Where the choices lead.
    let action: String
    /// What they send besides.
    let kept: [PageParameter]
    let choices: [Choice]
    let tables: [Table]
    let downloads: [PageLink]
    let back: PageLink?

    init(
        frame: PageFrame, title: String, lead: String, tabs: [Tab] = [], action: String = "", choices: [Choice] = [],
        tables: [LinkedTable], downloads: [PageLink] = [], back: PageLink? = nil, formats: Formats
    ) {
        let language = formats.language
        self.frame = frame
        words = Words(language)
        self.title = title
        self.lead = lead
        self.tabs = tabs
        self.action = action
        kept = language == .zh ? [] : [.init(name: "lang", value: language.rawValue)]
        self.choices = choices
        self.tables = tables.enumerated().map { Table($1, number: $0 + 1, formats: formats) }
        self.downloads = downloads
        self.back = back ?? .funding(formats.language)
    }
}

extension PageLink {
    /// Back to the pages of funding.
    static func funding(_ language: Language) -> PageLink {
        PageLink(text: FundingWords.title(language), address: language.address(FundingPaths.overview))
    }
}

import HubModel
import PageKit

/// The pages of funding, above each of them.
struct FundingTabs: Sendable {
    struct Tab: Sendable {
        let text: String
        let address: String
        let isCurrent: Bool
    }

    let label: String
    let all: [Tab]

    /// - Parameter path: the tab that the page belongs to.
    init(_ path: String, _ language: Language) {
        label = FundingWords.title(language)
        all = Self.entries.map { entry in
            Tab(text: entry.words(language), address: language.address(entry.path), isCurrent: entry.path == path)
        }
    }

    private static let entries: [(path: String, words: FundingWords)] = [
        (FundingPaths.overview, .budget), (FundingPaths.claims, .claims), (FundingPaths.vouchers, .vouchers),
        (FundingPaths.inbox, .inbox), (FundingPaths.months, .monthsTab), (ReportPaths.reports, .reportsTab),
    ]
}

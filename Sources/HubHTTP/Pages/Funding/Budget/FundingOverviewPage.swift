import PageKit

/// The year's money by programme and line, and what has to be done about it: every text is ready.
struct FundingOverviewPage: PageModel {
    static let template = "funding"

    struct Alert: Sendable {
        let count: String?
        let about: String
        let address: String
    }

    struct Line: Sendable {
        let name: String
        let address: String
        let figures: MoneyFigures
    }

    struct Programme: Sendable {
        let heading: String
        let id: String
        let sums: MoneyFigures
        let lines: [Line]
    }

    let frame: PageFrame
    let tabs: FundingTabs
    let words: Words<FundingWords>
    let asOf: String
    let years: [PageOption]
    let kept: [PageParameter]
    /// The main action, of who may.
    let give: PageLink?
    let moves: [PageLink]
    let alerts: [Alert]
    let sums: MoneyFigures
    let programmes: [Programme]
    let isEmpty: Bool
    let emptyTitle: String
}

import PageKit

/// A station's own money: every text is ready.
struct StationFundingPage: PageModel {
    static let template = "station-funding"

    struct Line: Sendable {
        let name: String
        let term: String
        let figures: MoneyFigures
    }

    struct Unfunded: Sendable {
        let order: String
        let address: String
        let service: String
        let wanted: MoneyAmount
        let time: String
        let fullTime: String
        let why: String
    }

    let frame: PageFrame
    let words: Words<StationFundingWords, FundingWords>
    let action: String
    let years: [PageOption]
    let kept: [PageParameter]
    let asOf: String
    let lines: [Line]
    let isEmpty: Bool
    let sums: MoneyFigures
    let unfunded: [Unfunded]
    let unfundedCount: String
    let next: PageLink?
    /// The main action.
    let claims: PageLink
    let claimRows: [ClaimListPage.Row]
}

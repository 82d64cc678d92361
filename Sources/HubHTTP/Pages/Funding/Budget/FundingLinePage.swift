import PageKit

/// A funding line with its stations, or one budget line with what happened to it: every text is ready.
struct FundingLinePage: PageModel {
    static let template = "funding-line"

    struct Row: Sendable {
        let name: String
        let address: String
        let figures: MoneyFigures
    }

    let frame: PageFrame
    let tabs: FundingTabs
    let words: Words<FundingWords>
    let back: PageLink
    let heading: String
    let asOf: String
    let facts: [OrderPage.Fact]
    let sums: MoneyFigures
    /// Moves of this line, of who may.
    var moves: [PageLink] = []
    var success: String?
    /// The years to choose from; none on the page of one budget line, which is of one.
    var years: [PageOption] = []
    var action = ""
    var kept: [PageParameter] = []
    /// Of a funding line.
    var rows: [Row] = []
    /// Of one budget line.
    var events: [FundingEventRow] = []
    /// Whether it is the page of one budget line.
    var isOne = false
    var next: PageLink?
}

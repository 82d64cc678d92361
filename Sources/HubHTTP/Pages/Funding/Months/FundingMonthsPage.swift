import PageKit

/// The months of the books, or one of them with what its close proves: every text is ready.
struct FundingMonthsPage: PageModel {
    static let template = "funding-months"

    struct Row: Sendable {
        let name: String
        let address: String
        let stands: String
        let waiting: String
        let hasWaiting: Bool
        let closing: String
    }

    struct Trial: Sendable {
        let book: String
        let debits: String
        let credits: String
        let result: String
        let isGood: Bool
    }

    struct Agreement: Sendable {
        let line: String
        let figure: String
        let control: String
        let books: String
        let result: String
        let isGood: Bool
    }

    struct Reservation: Sendable {
        let order: String
        let place: String
        let line: String
        let amount: String
        let time: String
        let fullTime: String
    }

    let frame: PageFrame
    let tabs: FundingTabs
    let words: Words<FundingMonthWords>
    /// Not `heading`, which forms would take for theirs.
    let title: String
    let token: String
    var back: PageLink?
    var rows: [Row] = []
    var isList = false
    /// Where a year is brought to its end, for who may.
    var yearEnd: PageLink?
    // Of one month.
    var isOne = false
    var proofHeading = ""
    var trials: [Trial] = []
    var agreements: [Agreement] = []
    var findings: [String] = []
    var reservations: [Reservation] = []
    var reservationsSum = ""
    var error: String?
    var success: String?
    var attention: String?
    var calm: String?
    var forms: [FormPage.Form] = []
}

import PageKit

/// Bank and books of one account: every text is ready.
struct BankPage: PageModel {
    static let template = "bank"

    struct Line: Sendable {
        let id: String
        let day: String
        let amount: String
        let document: String
        let details: String
        let address: String?
    }

    struct Sum: Sendable {
        let text: String
        let amount: String
        let isTotal: Bool
    }

    struct Match: Sendable {
        let day: String
        let amount: String
        let numbers: String
        let how: String
        let who: String
        let time: String
        let undo: String
    }

    struct Statement: Sendable {
        let days: String
        let lines: String
        let who: String
        let time: String
    }

    let frame: PageFrame
    let words: Words<BankWords>
    let back: PageLink
    let tabs: [ReportPage.Tab]
    let accounts: [ReportPage.Tab]
    let action: String
    let kept: [PageParameter]
    let asOf: String
    let token: String
    /// Whether the reader may import and match.
    let mayChange: Bool
    let importAction: String
    let findAction: String
    let chooseAction: String
    let success: String?
    let error: String?
    let problems: [String]
    /// What was typed, so that nothing is lost.
    let typed: String
    let typedOpening: String
    let typedClosing: String
    let hasStatement: Bool
    let note: String?
    let bank: [Sum]
    let books: [Sum]
    let agrees: Bool
    let verdict: String
    let lines: [Line]
    let vouchers: [Line]
    let matches: [Match]
    let statements: [Statement]
}

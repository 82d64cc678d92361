import Foundation
import PageKit

/// The list of vouchers: every text is ready.
struct VoucherListPage: PageModel {
    static let template = "vouchers"

    struct Row: Sendable {
        let id: String
        let field: String
        let name: String
        let address: String
        let day: String
        let what: String
        let about: String
        let total: MoneyAmount
        let preparer: String
        let approvals: String
        let stands: String
        let waitsForReader: Bool
        var isChosen = false
    }

    let frame: PageFrame
    let tabs: FundingTabs
    let words: Words<VoucherWords>
    let months: [PageOption]
    let states: [PageOption]
    let wordChoices: [PageOption]
    let kept: [PageParameter]
    var rows: [Row]
    let emptyTitle: String
    let emptyHint: String?
    let next: PageLink?
    /// Whether there is something that the reader may approve here.
    let canApprove: Bool
    let action: String
    /// The ids of the rows, in the order in which they are to be numbered.
    let shown: String
    let token: String
    /// Where events are entered by hand, for who may.
    let enter: PageLink?
    var error: String?
    var success: String?
}

import PageKit

/// A claim with its orders and what comes next: every text is ready.
struct ClaimPage: PageModel {
    static let template = "claim"

    struct Order: Sendable {
        let number: String
        let orderAddress: String?
        let service: String
        let group: String
        let amount: MoneyAmount
        let stands: String
    }

    /// The orders whose money may come back.
    struct Return: Sendable {
        struct Choice: Sendable {
            let id: String
            let field: String
            let value: String
            let label: String
            let isChosen: Bool
        }

        let action: String
        let choices: [Choice]
        let fields: [FormPage.Field]
        let event: String
    }

    let frame: PageFrame
    let tabs: FundingTabs?
    let words: Words<ClaimWords>
    let back: PageLink
    /// Not `heading`, which forms would take for theirs.
    let title: String
    let stateText: String
    let facts: [OrderPage.Fact]
    let orders: [Order]
    let token: String
    var error: String?
    var success: String?
    /// Why there is nothing to do.
    var calm: String?
    var forms: [FormPage.Form] = []
    var returning: Return?
}

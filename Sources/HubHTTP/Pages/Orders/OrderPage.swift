import PageKit

/// A service order with what happened and what comes next: every text is ready.
struct OrderPage: PageModel {
    static let template = "order"

    struct Fact: Sendable {
        let term: String
        let text: String
        let link: String?
    }

    struct Step: Sendable {
        let state: String
        let time: String
        let fullTime: String
        let by: String
        let note: String?
    }

    /// Two ways to ask the resident.
    struct Asking: Sendable {
        let link: String
        let code: String
    }

    let frame: PageFrame
    let words: Words<OrderWords>
    let number: String
    let state: String
    let back: PageLink
    let facts: [Fact]
    let steps: [Step]
    let token: String
    var error: String?
    /// What has to be looked at before anything else.
    var attention: String?
    /// Why there is nothing to do.
    var calm: String?
    /// The next step of the station.
    var forms: [FormPage.Form] = []
    var asking: Asking?
    /// Ways out, behind the next step.
    var others: [FormPage.Form] = []
    /// What the money did; nil for those who don't see it.
    var money: OrderFundingSection?
}

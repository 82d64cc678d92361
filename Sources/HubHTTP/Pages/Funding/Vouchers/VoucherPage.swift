import PageKit

/// A voucher with both books' entries, what happened, and who stands behind it: every text is ready.
struct VoucherPage: PageModel {
    static let template = "voucher"

    struct Entry: Sendable {
        let code: String
        let accountTitle: String
        let about: [OrderPage.Fact]
        let debitText: String
        let creditText: String
    }

    struct Book: Sendable {
        let id: String
        let heading: String
        let entries: [Entry]
        let emptyText: String
        let debitSum: String
        let creditSum: String
    }

    struct Deed: Sendable {
        let what: String
        let by: String
        let time: String
        let fullTime: String
        let note: String?
    }

    struct Paper: Sendable {
        let name: String
        let digest: String
        let size: String
        let by: String
    }

    let frame: PageFrame
    let tabs: FundingTabs
    let words: Words<VoucherWords, FundingWords>
    let back: PageLink
    /// Not `heading`, which forms would take for theirs.
    let title: String
    /// Nil when the title says so.
    let stands: String?
    let facts: [OrderPage.Fact]
    let books: [Book]
    let deeds: [Deed]
    let papers: [Paper]
    /// The form that records a paper, of who may.
    let attaching: FormPage.Form?
    /// Whether somebody is filling it in.
    let isAttaching: Bool
    /// What happened to the money of its order.
    let events: [FundingEventRow]
    let token: String
    var error: String?
    var success: String?
    /// Why the reader can't decide on it.
    var calm: String?
    var forms: [FormPage.Form] = []
}

import PageKit

/// What the money of an order did, on the order's page: every text is ready.
struct OrderFundingSection: Sendable {
    struct Row: Sendable {
        let what: String
        let time: String
        let fullTime: String
        let amount: String
        let line: String
        /// The voucher or the claim.
        let paper: String
    }

    let words: Words<OrderFundingWords>
    /// How the money stands now.
    let standing: String
    /// What somebody has to look at.
    let troubles: [String]
    let rows: [Row]
}

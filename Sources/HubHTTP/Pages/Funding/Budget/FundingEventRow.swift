/// A business event in a list: every text is ready.
struct FundingEventRow: Sendable {
    let day: String
    let fullTime: String
    let what: String
    let amount: MoneyAmount
    let order: String
    let about: [String]
    let who: String
    let voucherName: String
    /// Nil of an event without a voucher, and for who doesn't see it.
    let voucherAddress: String?
}

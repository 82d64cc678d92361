import HubModel
import PageKit

/// Texts of what the money of an order did.
enum OrderFundingWords: String, Wording {
    static let section = "orderMoney"

    case title, what, when, amount, line, paper, claim
}

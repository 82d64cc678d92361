import HubModel

/// Texts of what the money of an order did.
enum OrderMoneyWords: String, Wording {
    case title, what, when, amount, line, paper, claim

    var text: LocalizedText {
        switch self {
        case .title: LocalizedText("经费", "Money")
        case .what: LocalizedText("事项", "What happened")
        case .when: LocalizedText("时间", "When")
        case .amount: LocalizedText("金额", "Amount")
        case .line: LocalizedText("预算指标", "Budget line")
        case .paper: LocalizedText("凭证或报销单", "Voucher or claim")
        case .claim: LocalizedText("报销", "Claim")
        }
    }
}

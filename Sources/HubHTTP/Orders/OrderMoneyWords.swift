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

/// How an order's money, a claim or a voucher stands.
enum OrderMoneyStateWords: String, Wording {
    case unfunded, reserved, released, verified, claimed, paid, returned
    case claimSubmitted = "claim-submitted"
    case claimWithdrawn = "claim-withdrawn"
    case claimRejected = "claim-rejected"
    case claimApproved = "claim-approved"
    case claimPaying = "claim-paying"
    case claimPaid = "claim-paid"
    case voucherWaiting = "voucher-waiting"
    case voucherApproved = "voucher-approved"
    case voucherRejected = "voucher-rejected"

    var text: LocalizedText {
        switch self {
        case .unfunded: LocalizedText("没有预算支持，不能报销", "no budget stands behind it, so it can't be claimed")
        case .reserved: LocalizedText("已占用指标", "reserved")
        case .released: LocalizedText("已释放占用", "given back")
        case .verified: LocalizedText("已验收，待支付", "verified, to be paid")
        case .claimed: LocalizedText("已报销", "claimed")
        case .paid, .claimPaid: LocalizedText("已支付", "paid")
        case .returned: LocalizedText("支付后已退回", "paid and returned")
        case .claimSubmitted: LocalizedText("待审核", "to be decided")
        case .claimWithdrawn: LocalizedText("已撤回", "withdrawn")
        case .claimRejected: LocalizedText("已退回", "rejected")
        case .claimApproved: LocalizedText("已审核，待支付", "approved, to be paid")
        case .claimPaying: LocalizedText("支付凭证待审批", "its payment waits for approval")
        case .voucherWaiting: LocalizedText("待审批", "waits for approval")
        case .voucherApproved: LocalizedText("已审批", "approved")
        case .voucherRejected: LocalizedText("已驳回", "rejected")
        }
    }

    /// The words of a code, or the code itself when it is none of these.
    static func word(_ code: String, _ language: Language) -> String { Self(rawValue: code)?(language) ?? code }
}

/// Why an order's money stands so, or is shown to somebody, and what differs.
enum OrderMoneyReasonWords: String, Wording {
    case noBudgetLine = "no-budget-line"
    case budgetExhausted = "budget-exhausted"
    case unknownPackage = "unknown-package"
    case notAccepted = "not-accepted"
    case cancelled, expired, corrected, reversed
    case nothingToPay = "nothing-to-pay"
    case voucherRejected = "voucher-rejected"
    case acceptedAfterCancel = "accepted-after-cancel"
    case acceptedAfterVerification = "accepted-after-verification"
    case aboveReservation = "above-reservation"
    case verifiedAfterCancel = "verified-after-cancel"
    case verifiedTwice = "verified-twice"
    case verifiedUnaccepted = "verified-unaccepted"
    case cancelledAfterVerification = "cancelled-after-verification"
    case rateDiffers = "rate-differs"
    case notPosted = "not-posted"
    case differenceAmount = "difference-amount"
    case differenceCopayment = "difference-copayment"
    case differenceGovernment = "difference-government"
    case differenceGroup = "difference-group"
    case differencePackage = "difference-package"
    case differenceItem = "difference-item"
    case differenceOrder = "difference-order"

    var text: LocalizedText {
        switch self {
        case .noBudgetLine: LocalizedText("本站当月没有对应的预算指标", "the station has no budget line for it and the month")
        case .budgetExhausted: LocalizedText("指标余额不足", "less is left on the line")
        case .unknownPackage: LocalizedText("没有定位提供这个服务包", "no profile has such a package")
        case .notAccepted: LocalizedText("已验收但没有接单记录", "verified, and no acceptance was heard of")
        case .cancelled: LocalizedText("订单已取消", "the order was cancelled")
        case .expired: LocalizedText("超过期限没有服务", "no service came in time")
        case .corrected: LocalizedText("记录事后有更正，金额未动", "a fact was corrected afterwards; no money moved")
        case .reversed: LocalizedText("已红字冲销", "taken back")
        case .nothingToPay: LocalizedText("没有需要政府支付的金额", "nothing is for the government to pay")
        case .voucherRejected: LocalizedText("凭证被驳回", "the voucher was rejected")
        case .acceptedAfterCancel: LocalizedText("取消后又接单", "accepted after it was cancelled")
        case .acceptedAfterVerification:
            LocalizedText("验收后又以另一金额接单", "accepted at another amount after it was verified")
        case .aboveReservation: LocalizedText("验收金额超过占用，须重新占用", "more was verified than reserved")
        case .verifiedAfterCancel: LocalizedText("取消后又验收", "verified after it was cancelled")
        case .verifiedTwice: LocalizedText("以另一金额再次验收", "verified again at another amount")
        case .verifiedUnaccepted: LocalizedText("没有接单就验收", "verified without an acceptance")
        case .cancelledAfterVerification: LocalizedText("验收后又取消", "cancelled after it was verified")
        case .rateDiffers:
            LocalizedText("站点所报的自付或补助类别与区级标准不一致", "the station states another share or group than the rates say")
        case .notPosted: LocalizedText("没有可记账的规则或月份", "no rule or open month to book it in")
        case .differenceAmount: LocalizedText("价格", "price")
        case .differenceCopayment: LocalizedText("居民自付", "co-payment")
        case .differenceGovernment: LocalizedText("政府承担", "government's share")
        case .differenceGroup: LocalizedText("补助类别", "rate group")
        case .differencePackage: LocalizedText("服务包", "package")
        case .differenceItem: LocalizedText("服务项目", "item")
        case .differenceOrder: LocalizedText("单号", "order")
        }
    }

    /// The words of a code, or the code itself when it is none of these.
    static func word(_ code: String, _ language: Language) -> String { Self(rawValue: code)?(language) ?? code }
}

import HubModel

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

/// A business event 经济业务 for which `funding/posting-rules.yaml` says what it posts.
public enum FundingEventCode: String, Codable, CaseIterable, Sendable {
    /// 预算批复: a document with its number gives the money of a line.
    case appropriationApproved = "appropriation-approved"
    /// 预算分解下达: from a line to one of a station, a programme, a period.
    case budgetAllocated = "budget-allocated"
    /// 预算调剂: between lines.
    case budgetAdjusted = "budget-adjusted"
    /// 指标冻结
    case budgetFrozen = "budget-frozen"
    /// 指标解冻
    case budgetUnfrozen = "budget-unfrozen"
    /// 服务订单接单: reserves 占用指标.
    case orderAccepted = "order-accepted"
    /// 订单取消、过期: the reservation ends 释放占用.
    case orderReleased = "order-released"
    /// 服务验收
    case serviceVerified = "service-verified"
    /// 财政直接支付
    case paidByTreasury = "paid-by-treasury"
    /// 零余额账户用款额度到账
    case quotaGranted = "quota-granted"
    /// 财政授权支付（零余额账户）
    case paidFromQuota = "paid-from-quota"
    /// 银行存款支付: out of money of another level or department.
    case paidFromBank = "paid-from-bank"
    /// 向承办单位预拨
    case advancePaid = "advance-paid"
    /// 预拨清算: by a verified service.
    case advanceSettled = "advance-settled"
    /// 收到非同级财政拨款: of the city, 政法委, 民政.
    case transferReceived = "transfer-received"
    /// 收到捐赠或受托资金
    case donationReceived = "donation-received"
    /// 捐赠或受托资金支付服务费
    case paidFromFund = "paid-from-fund"
    /// 用人单位购买服务包（预收）
    case companyPrepaid = "company-prepaid"
    /// 用人单位服务验收
    case companyServiceVerified = "company-service-verified"
    /// 支付用人单位服务的承办单位
    case companyProviderPaid = "company-provider-paid"
    /// 收取居民自付款
    case copaymentReceived = "copayment-received"
    /// 居民自付款上缴财政: of an administrative unit, which may not keep it.
    case copaymentHandedOver = "copayment-handed-over"
    /// 当年支付退回
    case paymentReturned = "payment-returned"
    /// 以前年度支付退回
    case formerYearPaymentReturned = "former-year-payment-returned"
    /// 年末未使用的直接支付指标、未下达的额度
    case yearEndDirectUnused = "year-end-direct-unused"
    /// 年末注销已下达未使用的零余额账户额度
    case yearEndQuotaUnused = "year-end-quota-unused"
    /// 年末指标结转: of money that the treasury doesn't owe, so that no entry is made.
    case budgetCarriedOver = "budget-carried-over"
    /// 年末收回不予结转的指标
    case budgetLapsed = "budget-lapsed"
    /// 下年初恢复零余额账户额度
    case quotaRestored = "quota-restored"
    /// 下年初结转指标恢复使用: without an entry.
    case budgetRestored = "budget-restored"
    /// 使用以前年度财政应返还额度直接支付
    case paidFromCarryOver = "paid-from-carry-over"
    /// 年末结账
    case yearEndClose = "year-end-close"

    /// Whether the event can happen at such a unit, so that there must be a rule for it.
    public func happens(at entityType: FundingEntityType, treasury: TreasuryMode) -> Bool {
        switch self {
        case .quotaGranted, .paidFromQuota, .yearEndQuotaUnused, .quotaRestored: treasury == .zeroBalance
        case .copaymentHandedOver: entityType == .administrative
        default: true
        }
    }

    /// The funds for which the event can happen; nil among them is a line that no fund of given money pays.
    public var funds: [FundKind?] {
        switch self {
        case .donationReceived, .paidFromFund: [.owned, .entrusted]
        case .budgetAllocated, .budgetAdjusted, .budgetFrozen, .budgetUnfrozen, .orderAccepted, .orderReleased,
            .serviceVerified, .paymentReturned, .formerYearPaymentReturned, .budgetCarriedOver, .budgetLapsed,
            .budgetRestored:
            [nil, .owned, .entrusted]
        default: [nil]
        }
    }
}

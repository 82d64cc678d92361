import HubModel

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

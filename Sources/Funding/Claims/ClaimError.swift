public import HubModel
import Workbooks

/// A rule of claims that somebody's wish violates; one case a rule.
public enum ClaimError: FundingRefusal, Hashable {
    case notFound
    /// No order was named, or more than ``SubmitClaim/limit``.
    case orderCount(Int)
    /// The order was not verified, or no budget stands behind it.
    case notVerified(order: String)
    /// Another claim has the order.
    case claimedAlready
    /// A claim is paid out of one budget line to one payee.
    case mixed(order: String)
    /// It was decided, withdrawn or paid meanwhile.
    case settled(Claim.State)
    /// Who claims doesn't decide.
    case own
    /// What the order came to changed after it was claimed.
    case changed(order: String)
    /// Vouchers of its services wait for approval or were rejected.
    case servicesWait(count: Int)
    /// Money of the line's source isn't paid that way.
    case otherMethod(String)
    /// Less was carried over than is to be paid out of it.
    case carriedOverExceeded(leftFen: Int64, askedFen: Int64)
    /// The order is not in the claim, or its money came back already.
    case notPaid(order: String)
    /// The money of the order didn't come back.
    case notReturned(order: String)

    public var words: LocalizedText {
        switch self {
        case .notFound: LocalizedText(zh: "没有该报销单", en: "there is no such claim")
        case .orderCount(let count):
            LocalizedText(
                zh: "每张报销单须有 1 至 \(SubmitClaim.limit) 个订单，现有 \(count) 个",
                en: "a claim has 1 to \(SubmitClaim.limit) orders; these are \(count)")
        case .notVerified(let order):
            LocalizedText(
                zh: "订单 \(order) 尚未经居民确认，或没有指标，不能报销",
                en: "the order \(order) is not verified, or has no budget behind it, and can't be claimed")
        case .claimedAlready:
            LocalizedText(
                zh: "所选订单中有的已在其他报销单中，请刷新后重选", en: "another claim has one of the orders; reload and choose again")
        case .mixed(let order):
            LocalizedText(
                zh: "订单 \(order) 属于其他指标或收款方，请另填一张报销单",
                en: "the order \(order) is of another budget line or payee; claim it separately")
        case .settled: LocalizedText(zh: "报销单状态已改变，请刷新", en: "the claim was decided or changed meanwhile; reload")
        case .own:
            LocalizedText(zh: "不能审批自己提交的报销单", en: "who submitted a claim doesn't decide on it; ask somebody else")
        case .changed(let order):
            LocalizedText(
                zh: "订单 \(order) 的金额或状态在提交后变了，请驳回后由站点重新提交",
                en: "the order \(order) changed after it was claimed; reject the claim, so that it is submitted anew")
        case .servicesWait(let count):
            LocalizedText(
                zh: "有 \(count) 个订单的验收凭证尚未审批，请先审批凭证",
                en: "the vouchers of \(count) services are not approved; decide on them first")
        case .otherMethod(let method):
            LocalizedText(zh: "该资金不能用“\(method)”支付", en: "money of this source is not paid by '\(method)'")
        case .carriedOverExceeded(let left, let asked):
            LocalizedText(
                zh: "财政应返还额度余 \(YuanText.exact(fen: left)) 元，不足支付 \(YuanText.exact(fen: asked)) 元，请改用其他支付方式",
                en: """
                    \(YuanText.exact(fen: left)) yuan of what was carried over are left and \(YuanText.exact(fen: asked)) \
                    are to be paid; pay it another way
                    """)
        case .notPaid(let order):
            LocalizedText(
                zh: "订单 \(order) 不在该报销单中，或款项已退回", en: "the claim did not pay \(order), or its money came back")
        case .notReturned(let order):
            LocalizedText(zh: "订单 \(order) 没有退回的款项", en: "no money of the order \(order) came back")
        }
    }
}

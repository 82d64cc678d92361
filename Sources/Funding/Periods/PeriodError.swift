public import HubModel

/// A rule of accounting periods that somebody's wish violates; one case a rule.
public enum PeriodError: FundingRefusal, Hashable {
    /// Nothing was ever booked in the month, or it is closed.
    case notOpen(CivilDate)
    /// A month is closed when it is over.
    case notOver(CivilDate)
    /// Months are closed in their order.
    case earlierOpen
    /// Vouchers of the month wait for approval.
    case vouchersWait(count: Int)
    /// The books don't prove themselves.
    case unproven(PeriodProof)
    /// The month is open.
    case notClosed(CivilDate)
    /// Months are opened again from the latest on.
    case laterClosed
    /// Somebody asked for it already.
    case requestWaits
    case requestNotFound
    /// Who asked for it doesn't confirm it.
    case ownRequest
    /// The year's end is booked in December or later.
    case yearNotOver(Int)
    /// The months before December are open, or December isn't.
    case decemberNotOpen(Int)
    /// Revenue and cost of the year are closed already, or there are none.
    case nothingToClose(Int)
    /// The line has nothing left, or nothing that was carried over.
    case nothingLeft

    public var words: LocalizedText {
        switch self {
        case .notOpen(let month):
            LocalizedText(
                zh: "\(month.yearAndMonth) 没有开放，无法结账", en: "\(month.yearAndMonth) is not open and can't be closed")
        case .notOver(let month):
            LocalizedText(
                zh: "\(month.yearAndMonth) 尚未结束，请在下月结账", en: "\(month.yearAndMonth) is not over; close it next month")
        case .earlierOpen: LocalizedText(zh: "请先结清更早的月份", en: "close the earlier months first")
        case .vouchersWait(let count):
            LocalizedText(
                zh: "还有 \(count) 张凭证待审批，请先审批或驳回", en: "\(count) vouchers wait for approval; decide on them first")
        case .unproven(let proof):
            LocalizedText(
                zh: "账目不符，共 \(proof.findings.count) 处，未结账；请核对下列各项",
                en:
                    "the books do not agree in \(proof.findings.count) places and the month stays open; check those listed"
            )
        case .notClosed(let month):
            LocalizedText(zh: "\(month.yearAndMonth) 并未结账", en: "\(month.yearAndMonth) is not closed")
        case .laterClosed: LocalizedText(zh: "请先打开更晚的已结账月份", en: "open the later closed months first")
        case .requestWaits:
            LocalizedText(zh: "已有人申请打开该月，请另一人确认", en: "somebody asked for it already; another person must confirm it")
        case .requestNotFound: LocalizedText(zh: "没有待确认的申请，请刷新", en: "no such request waits; reload")
        case .ownRequest:
            LocalizedText(zh: "申请人不能自己确认，请另一人确认", en: "who asked for it doesn't confirm it; ask somebody else")
        case .yearNotOver(let year):
            LocalizedText(zh: "\(year) 年年末业务须在十二月或之后办理", en: "the end of \(year) is booked in December or later")
        case .decemberNotOpen(let year):
            LocalizedText(
                zh: "请先结清 \(year) 年十二月之前的月份，并保持十二月开放",
                en: "close the months of \(year) before December first, and keep December open")
        case .nothingToClose(let year):
            LocalizedText(zh: "\(year) 年没有需要结转的收支", en: "there is nothing of \(year) to be closed")
        case .nothingLeft: LocalizedText(zh: "该指标没有可结转的余额", en: "the line has nothing left to carry over")
        }
    }
}

extension CivilDate {
    /// `2026-03`.
    var yearAndMonth: String { String(description.prefix(7)) }
}

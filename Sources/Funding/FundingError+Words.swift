public import HubModel
import Workbooks

extension FundingError {
    /// What went wrong and what to do next.
    public var words: LocalizedText {
        switch self {
        case .amountNotPositive, .amountTooLarge, .amountMissing:
            LocalizedText(
                zh: "金额须为正数，且在可记账的范围内，请核对后重填", en: "the amount must be positive and small enough to book; check it")
        case .eventNotPosted(let event):
            LocalizedText(
                zh: "本单位没有“\(event)”的记账规则，请会计核对 config/funding/posting-rules.yaml",
                en: "there is no posting rule for '\(event)' at this unit; see config/funding/posting-rules.yaml")
        case .unknownAccount(let code):
            LocalizedText(zh: "没有科目 \(code)，请核对科目表", en: "there is no account \(code); check the chart of accounts")
        case .unknownFundingLine(let code):
            LocalizedText(
                zh: "没有资金“\(code)”，请从 config/funding/lines.yaml 中选择",
                en: "there is no funding line '\(code)'; choose one of config/funding/lines.yaml")
        case .budgetLineMissing, .reservationMissing:
            LocalizedText(
                zh: "没有对应的预算指标或占用，请先下达指标", en: "there is no budget line or reservation for it; allocate one first")
        case .budgetExhausted(let left, let asked):
            LocalizedText(
                zh: "指标可用余额 \(YuanText.exact(fen: left)) 元，不足 \(YuanText.exact(fen: asked)) 元，请先追加或调剂",
                en:
                    "\(YuanText.exact(fen: left)) yuan are left and \(YuanText.exact(fen: asked)) were asked for; add to the line first"
            )
        case .documentUsed(let number):
            LocalizedText(
                zh: "文号“\(number)”已为该指标入账，不重复记录", en: "the document '\(number)' gave the line its money already")
        case .otherFundingLine:
            LocalizedText(
                zh: "不同来源或限定用途的资金不能互转",
                en: "money of another funding line, or given for a purpose, can't be moved there")
        case .otherStation: LocalizedText(zh: "不能动用其他站点的指标", en: "the budget line is another station's")
        case .noOpenMonth, .monthClosed, .monthNotOpen:
            LocalizedText(zh: "会计期间已关闭，请在开放的月份记账", en: "the month is closed; book in an open one")
        case .voucherNotFound: LocalizedText(zh: "没有该凭证", en: "there is no such voucher")
        case .voucherSettled: LocalizedText(zh: "凭证已审批，请刷新", en: "the voucher was decided already; reload")
        case .ownVoucher:
            LocalizedText(zh: "制单人不能审批自己的凭证，请另一人审批", en: "who prepared a voucher doesn't approve it; ask somebody else")
        case .decidedAlready:
            LocalizedText(zh: "您已审批过，须由另一人审批", en: "you decided already; another person must approve it")
        case .reasonMissing: LocalizedText(zh: "请填写理由或文号", en: "give a reason, or the document's number")
        case .spentAlready:
            LocalizedText(
                zh: "这笔钱已被占用或支付，请先退回或调剂后再冲销",
                en: "the money was spent or reserved meanwhile; have it returned or add to the line first")
        case .reversedAlready:
            LocalizedText(zh: "该凭证已冲销或正在冲销", en: "the voucher was taken back already, or is about to be")
        case .notReversible:
            LocalizedText(
                zh: "只能冲销已审批的原凭证", en: "only an approved voucher that is not itself a reversal can be taken back")
        case .paidService:
            LocalizedText(
                zh: "该服务已报销或支付，请先驳回报销或登记退款，再冲销",
                en: "the service is claimed or paid; reject the claim or have the payment returned first")
        case .claimPayment:
            LocalizedText(
                zh: "报销付款请在报销单上按订单登记退回", en: "record the return of a claim's payment on the claim, by its orders")
        case .paperNameMissing:
            LocalizedText(zh: "请填写附件名称，1 至 200 字", en: "give the paper a name of 1 to 200 characters")
        case .emptyFile: LocalizedText(zh: "文件是空的，请重新选择", en: "the file is empty; choose another one")
        case .digestUnreadable:
            LocalizedText(
                zh: "摘要应为 64 位十六进制数字，请重新选择文件", en: "the digest takes 64 hexadecimal digits; choose the file again")
        case .notRejected(let order):
            LocalizedText(
                zh: "点单 \(order) 的凭证没有被驳回，或已有人处理，请刷新查看",
                en: "the voucher of order \(order) isn't rejected, or somebody settled it; reload the page")
        case .nothingToSettle(let left, let asked):
            LocalizedText(
                zh: "可结清的余额 \(YuanText.exact(fen: left)) 元，不足 \(YuanText.exact(fen: asked)) 元，请核对",
                en: """
                    \(YuanText.exact(fen: left)) yuan can be settled and \(YuanText.exact(fen: asked)) were asked for; \
                    check the amount
                    """)
        case .notByHand(let event):
            LocalizedText(zh: "“\(event)”不能手工填制", en: "'\(event)' is not entered by hand")
        case .bookDisagrees(let account, let exported, let ledger):
            LocalizedText(
                zh:
                    "科目 \(account) 导出为 \(YuanText.exact(fen: exported)) 元，账本为 \(YuanText.exact(fen: ledger)) 元，未导出，请联系管理员",
                en:
                    "account \(account) would close at \(YuanText.exact(fen: exported)) and stands at \(YuanText.exact(fen: ledger)); nothing was exported, ask the administrator"
            )
        case .matchIncomplete:
            LocalizedText(zh: "请至少选择两项来勾对", en: "choose at least two that belong together")
        case .matchedAlready:
            LocalizedText(zh: "所选项目已被勾对，请刷新", en: "one of them is matched already; reload")
        case .matchUnequal(let bank, let books):
            LocalizedText(
                zh: "所选银行流水合计 \(YuanText.exact(fen: bank)) 元，凭证合计 \(YuanText.exact(fen: books)) 元，两者须相等",
                en:
                    "the chosen lines make \(YuanText.exact(fen: bank)) and the vouchers \(YuanText.exact(fen: books)); they must be equal"
            )
        case .matchNotFound: LocalizedText(zh: "没有该勾对，或已撤销，请刷新", en: "there is no such match, or it was undone; reload")
        case .refused:
            LocalizedText(
                zh: "账本拒绝了这笔记录，什么也没有改变，请联系管理员", en: "the ledger refused it and nothing changed; ask the administrator")
        }
    }
}

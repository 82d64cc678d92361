import HubModel

/// Texts of the pages on claims.
enum ClaimWords: String, Wording {
    case title, ownTitle, ownLead, lead, number, station, payee, line, total, state, submitted, orders, order, service
    case group, amount, stands, all, none, noneHint, noMatch, claimable, noClaimable, noClaimableHint, choose, chosen
    case submit, submitEffect, withdraw, withdrawEffect, back, facts, by, decided, reason, decide, approve
    case approveEffect, reject, rejectReason, rejectHelp, rejectEffect, pay, payEffect, method, document, documentHelp
    case payment, giveBack, giveBackEffect, returnReason, returning, returned, own, readOnly, waiting, closed
    case doneSubmitted, doneWithdrawn, doneApproved, doneRejected, donePaid, doneReturned, count, forStation, first

    var text: LocalizedText {
        switch self {
        case .title: LocalizedText("报销", "Claims")
        case .ownTitle: LocalizedText("报销申请", "Our claims")
        case .ownLead:
            LocalizedText(
                "居民已确认的服务可以报销。一张报销单对应一条指标、一个收款方。",
                "Services that residents verified can be claimed. A claim is paid out of one budget line to one payee.")
        case .lead:
            LocalizedText(
                "站点提交的报销单：审批后支付，支付凭证由另一人批准后才算已支付。",
                "Claims of stations are decided on, then paid; the payment counts once another person approved its voucher."
            )
        case .number: LocalizedText("报销单号", "Number")
        case .station: LocalizedText("站点", "Station")
        case .payee: LocalizedText("收款方", "Payee")
        case .line: LocalizedText("指标", "Budget line")
        case .total: LocalizedText("金额", "Amount")
        case .state: LocalizedText("状态", "State")
        case .submitted: LocalizedText("提交时间", "Submitted")
        case .orders: LocalizedText("点单", "Orders")
        case .order: LocalizedText("单号", "Order")
        case .service: LocalizedText("服务", "Service")
        case .group: LocalizedText("补助类别", "Rate group")
        case .amount: LocalizedText("金额", "Amount")
        case .stands: LocalizedText("情况", "Stands")
        case .all: LocalizedText("全部", "all")
        case .none: LocalizedText("还没有报销单", "There are no claims yet")
        case .noneHint: LocalizedText("提交后会显示在这里。", "They stand here once they are submitted.")
        case .noMatch: LocalizedText("没有符合条件的报销单", "No claim fits")
        case .claimable: LocalizedText("可报销的点单", "What can be claimed")
        case .noClaimable: LocalizedText("没有可报销的点单", "Nothing can be claimed now")
        case .noClaimableHint:
            LocalizedText("居民确认收到服务后，点单会显示在这里。", "Orders stand here once residents verified them.")
        case .choose: LocalizedText("报销", "Claim")
        case .chosen: LocalizedText("共 {n} 单，合计 {total}", "{n} orders, {total} together")
        case .submit: LocalizedText("提交报销单", "Submit the claim")
        case .submitEffect:
            LocalizedText(
                "提交后由区经费管理员审批；审批前可以撤回。", "The bureau's finance officer decides on it; until then it can be withdrawn.")
        case .withdraw: LocalizedText("撤回报销单", "Withdraw the claim")
        case .withdrawEffect: LocalizedText("撤回后，其中的点单可以重新报销。", "Its orders can be claimed again.")
        case .back: LocalizedText("返回报销列表", "Back to the claims")
        case .facts: LocalizedText("报销单", "Claim")
        case .by: LocalizedText("提交人", "Submitted by")
        case .decided: LocalizedText("审批人", "Decided by")
        case .reason: LocalizedText("驳回理由", "Why it was rejected")
        case .decide: LocalizedText("办理", "Next step")
        case .approve: LocalizedText("批准", "Approve")
        case .approveEffect:
            LocalizedText(
                "批准后可以支付。每张点单的验收凭证须已批准。", "It can be paid then. The vouchers of all its services must be approved.")
        case .reject: LocalizedText("驳回", "Reject")
        case .rejectReason: LocalizedText("驳回的理由", "Why it is rejected")
        case .rejectHelp:
            LocalizedText("站长会看到。如：附件不全。不写姓名和病情", "The manager reads it; such as: papers are missing; no names")
        case .rejectEffect: LocalizedText("驳回后，其中的点单可以重新报销。", "Its orders can be claimed again.")
        case .pay: LocalizedText("办理支付", "Pay")
        case .payEffect:
            LocalizedText(
                "生成一张支付凭证，由另一人批准后指标才计为已支付。",
                "It makes a voucher; the money counts as paid once another person approves it.")
        case .method: LocalizedText("支付方式", "How it is paid")
        case .document: LocalizedText("支付单据号", "Number of the payment order")
        case .documentHelp: LocalizedText("如：支付令号、回单号", "as it stands on the paper")
        case .payment: LocalizedText("支付凭证", "Voucher of the payment")
        case .giveBack: LocalizedText("登记款项退回", "Record money that came back")
        case .giveBackEffect:
            LocalizedText(
                "选中点单的款项整笔退回，生成红字凭证，由另一人批准后指标恢复可用。",
                "The whole money of those chosen came back; a voucher in red takes the payment back once another person approves it."
            )
        case .returnReason: LocalizedText("退回原因", "Why it came back")
        case .returning: LocalizedText("退回待批准", "its return waits")
        case .returned: LocalizedText("已释放", "given back")
        case .own:
            LocalizedText("提交人不能审批自己的报销单，请另一人审批。", "Who submitted a claim doesn't decide on it; ask somebody else.")
        case .readOnly: LocalizedText("您只能查看报销单。", "You can look at claims and not decide on them.")
        case .waiting:
            LocalizedText("支付凭证待另一人批准，批准后即为已支付。", "The voucher of its payment waits for another person's approval.")
        case .closed: LocalizedText("已办结。", "It is settled.")
        case .doneSubmitted: LocalizedText("已提交，单号 {number}", "Submitted as {number}")
        case .doneWithdrawn: LocalizedText("已撤回", "Withdrawn")
        case .doneApproved: LocalizedText("已批准，可以支付", "Approved; it can be paid")
        case .doneRejected: LocalizedText("已驳回", "Rejected")
        case .donePaid: LocalizedText("支付凭证已生成，待另一人批准", "The voucher of the payment waits for another person")
        case .doneReturned:
            LocalizedText("退回已登记，凭证待另一人批准", "The return is recorded; its voucher waits for another person")
        case .count: LocalizedText("{n} 单", "{n} orders")
        case .forStation: LocalizedText("站点编码", "Station")
        case .first: LocalizedText("每张报销单最多 {n} 单，先列出最早的", "A claim has {n} orders at most; the earliest are listed")
        }
    }
}

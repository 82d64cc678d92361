import HubModel

/// Texts of the pages on the months of the books.
enum FundingMonthWords: String, Wording {
    case title, lead, month, state, open, closed, waiting, closedBy, none, noneHint, back
    case proof, proofClosed, book, debits, credits, agrees, differs, financial, budgetary, figure, control, books
    case accepted, paid, result, line, reservations, reservationsLead, reservationsSum, order, station, amount, since
    case findings, unbalanced, account, nothingFound
    case close, closeEffect, reopen, reopenReason, reopenHelp, reopenEffect, confirm, confirmEffect, asked, ownRequest
    case readOnly, notOver, vouchersWait, doneClosed, doneAsked, doneConfirmed, next

    var text: LocalizedText {
        switch self {
        case .title: LocalizedText("结账", "Months of the books")
        case .lead:
            LocalizedText(
                "凭证都审批完、两本账与指标相符，才能结账；结账后这个月不能再记账。",
                "A month closes when no voucher waits and both books agree with the budget lines; nothing is booked in it afterwards."
            )
        case .month: LocalizedText("月份", "Month")
        case .state: LocalizedText("状态", "State")
        case .open: LocalizedText("开放", "open")
        case .closed: LocalizedText("已结账", "closed")
        case .waiting: LocalizedText("待审批凭证", "Vouchers that wait")
        case .closedBy: LocalizedText("结账人", "Closed by")
        case .none: LocalizedText("还没有会计月份", "There are no months yet")
        case .noneHint: LocalizedText("第一笔业务发生后，当月自动开放。", "A month opens by itself when something happens in it.")
        case .back: LocalizedText("返回月份列表", "Back to the months")
        case .proof: LocalizedText("结账时会核对", "What closing would prove")
        case .proofClosed: LocalizedText("结账时的核对结果", "What was proved when it closed")
        case .book: LocalizedText("账", "Book")
        case .debits: LocalizedText("借方合计", "Debits")
        case .credits: LocalizedText("贷方合计", "Credits")
        case .agrees: LocalizedText("相符", "agree")
        case .differs: LocalizedText("不符", "differ")
        case .financial: LocalizedText("财务会计", "Financial book")
        case .budgetary: LocalizedText("预算会计", "Budgetary book")
        case .figure: LocalizedText("核对项", "Figure")
        case .control: LocalizedText("指标账", "Budget lines")
        case .books: LocalizedText("会计账", "Books")
        case .accepted: LocalizedText("已验收待支付", "verified, to be paid")
        case .paid: LocalizedText("已支付", "paid")
        case .result: LocalizedText("结果", "Result")
        case .line: LocalizedText("资金", "Funding line")
        case .reservations: LocalizedText("未完成的占用", "Open reservations")
        case .reservationsLead: LocalizedText("结账不影响占用，它们留在原指标上。", "They stay with their lines when the month closes.")
        case .reservationsSum: LocalizedText("{n} 单，合计 {total}", "{n} orders, {total} together")
        case .order: LocalizedText("单号", "Order")
        case .station: LocalizedText("站点", "Station")
        case .amount: LocalizedText("金额", "Amount")
        case .since: LocalizedText("接单时间", "Taken")
        case .findings: LocalizedText("须查明的差异", "What doesn't agree")
        case .unbalanced: LocalizedText("{book}借贷不平", "{book}: debits and credits differ")
        case .account:
            LocalizedText("{book}科目 {code} 与凭证不符", "{book}: account {code} doesn't stand as its vouchers say")
        case .nothingFound: LocalizedText("账目相符", "Everything agrees")
        case .close: LocalizedText("结账", "Close the month")
        case .closeEffect:
            LocalizedText(
                "结账后这个月不能再记账；晚到的业务记入下一个开放的月份。",
                "Nothing is booked in it afterwards; what comes late goes to the next open month.")
        case .reopen: LocalizedText("申请反结账", "Ask to open it again")
        case .reopenReason: LocalizedText("为什么要反结账", "Why it has to be opened again")
        case .reopenHelp: LocalizedText("如：上级审计要求更正。不写姓名", "such as: the auditors ask for a correction; no names")
        case .reopenEffect: LocalizedText("须另一人确认后才重新开放。", "It opens once another person confirms it.")
        case .confirm: LocalizedText("确认反结账", "Confirm, and open it again")
        case .confirmEffect: LocalizedText("确认后这个月重新开放，可以记账。", "The month is open again and can be booked in.")
        case .asked: LocalizedText("{who}申请反结账（{time}）：{reason}", "{who} asks to open it again ({time}): {reason}")
        case .ownRequest: LocalizedText("您申请了反结账，须另一人确认。", "You asked for it; another person must confirm it.")
        case .readOnly: LocalizedText("您只能查看。", "You can look and change nothing.")
        case .notOver: LocalizedText("这个月还没有结束，下月才能结账。", "The month is not over; it can be closed next month.")
        case .vouchersWait: LocalizedText("还有 {n} 张凭证待审批，先审批才能结账。", "{n} vouchers wait; decide on them first.")
        case .doneClosed: LocalizedText("已结账", "The month is closed")
        case .doneAsked: LocalizedText("已申请，须另一人确认", "Asked for; another person must confirm it")
        case .doneConfirmed: LocalizedText("已重新开放", "The month is open again")
        case .next: LocalizedText("办理", "Next step")
        }
    }
}

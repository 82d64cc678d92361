import HubModel

/// Texts of the pages on vouchers.
enum VoucherWords: String, Wording {
    case title, lead, number, word, day, what, total, preparedBy, approvals, state, select, approveSelected
    case none, noneHint, noMatch, nothingSelected, forYou, readOnly, selectEffect
    case back, financial, budgetary, account, dimensions, debit, credit, sum, noEntries, noBudgetary
    case business, happened, order, line, document, fact, reason, station, secondNeeded, oneOfTwo
    case people, prepared, approvedBy, rejectedBy, attachments, noAttachments, attachmentHint, digest, bytes
    case approve, approveEffect, reject, rejectReason, rejectHelp, rejectEffect, decide
    case own, ownYou, decidedAlready, settled, rejectedFor, reversedBy, reversesOther, orderMoney
    case paidClaim, reverse, reverseReason, reverseHelp, reverseEffect, doneReversed
    case attach, paperFile, paperFileHelp, paperName, paperNameHelp, paperSize, digestHelp, doneAttached
    case doneNumbered, doneWaits, doneRejected, doneSeveral, month

    var text: LocalizedText {
        switch self {
        case .title: LocalizedText("凭证", "Vouchers")
        case .lead:
            LocalizedText(
                "凭证批准后才编号、才记入两本账。制单人不能审批自己的凭证；大额凭证须两人审批。",
                "A voucher gets its number and counts in both books when it is approved. Nobody approves a voucher of their own; large ones take two people."
            )
        case .number: LocalizedText("凭证号", "Number")
        case .word: LocalizedText("凭证字", "Voucher word")
        case .day: LocalizedText("日期", "Day")
        case .what: LocalizedText("业务", "What happened")
        case .total: LocalizedText("金额", "Amount")
        case .preparedBy: LocalizedText("制单", "Prepared by")
        case .approvals: LocalizedText("审批", "Approvals")
        case .state: LocalizedText("状态", "State")
        case .select: LocalizedText("选择", "Select")
        case .approveSelected: LocalizedText("批准选中的凭证", "Approve those selected")
        case .none: LocalizedText("还没有凭证", "There are no vouchers yet")
        case .noneHint:
            LocalizedText("服务验收、支付等业务发生后，凭证会显示在这里。", "Vouchers stand here once services are verified or money is paid.")
        case .noMatch: LocalizedText("没有符合条件的凭证", "No voucher fits")
        case .nothingSelected: LocalizedText("请先选择要批准的凭证", "Select the vouchers to be approved")
        case .forYou: LocalizedText("待您审批", "waits for you")
        case .readOnly: LocalizedText("您只能查看凭证。", "You can look at vouchers and not decide on them.")
        case .selectEffect:
            LocalizedText(
                "选中的凭证按日期先后编号；有一张不能批准时，全部都不批准。",
                "Those selected are numbered in the order of their days; if one can't be approved, none is.")
        case .back: LocalizedText("返回凭证列表", "Back to the vouchers")
        case .financial: LocalizedText("财务会计", "Financial book")
        case .budgetary: LocalizedText("预算会计", "Budgetary book")
        case .account: LocalizedText("科目", "Account")
        case .dimensions: LocalizedText("辅助核算", "Dimensions")
        case .debit: LocalizedText("借方", "Debit")
        case .credit: LocalizedText("贷方", "Credit")
        case .sum: LocalizedText("合计", "Sum")
        case .noEntries: LocalizedText("没有分录", "No entries")
        case .noBudgetary:
            LocalizedText("这项业务没有预算资金收支，预算会计不记账。", "No budget money came in or went out, so this book has no entries.")
        case .business: LocalizedText("业务事项", "Business event")
        case .happened: LocalizedText("发生时间", "Happened")
        case .order: LocalizedText("点单", "Order")
        case .line: LocalizedText("预算指标", "Budget line")
        case .document: LocalizedText("文号", "Document")
        case .fact: LocalizedText("站点记录编号", "Fact")
        case .reason: LocalizedText("事由", "Reason")
        case .station: LocalizedText("站点", "Station")
        case .secondNeeded: LocalizedText("须两人审批", "Takes the approval of two people")
        case .oneOfTwo: LocalizedText("须两人审批，已有一人批准", "Takes two people; one has approved")
        case .people: LocalizedText("制单与审批", "Prepared and approved")
        case .prepared: LocalizedText("制单", "prepared")
        case .approvedBy: LocalizedText("批准", "approved")
        case .rejectedBy: LocalizedText("退回", "rejected")
        case .attachments: LocalizedText("附件", "Papers")
        case .noAttachments: LocalizedText("没有登记附件", "No papers are on record")
        case .attachmentHint:
            LocalizedText(
                "附件保存在本单位档案中，这里只登记文件的 SHA-256 摘要。",
                "Papers stay in the unit's archive; only the file's SHA-256 digest is kept here.")
        case .digest: LocalizedText("SHA-256 摘要", "SHA-256 digest")
        case .digestHelp:
            LocalizedText(
                "选择文件后自动填写；也可粘贴 sha256sum 的结果",
                "filled in from the chosen file, or pasted from what sha256sum prints")
        case .attach: LocalizedText("登记附件", "Record the paper")
        case .paperFile: LocalizedText("附件文件", "The paper's file")
        case .paperFileHelp:
            LocalizedText("文件不会上传，摘要在本机计算", "The file is not sent: its digest is computed on this computer")
        case .paperName: LocalizedText("附件名称或编号", "The paper's name or number")
        case .paperNameHelp:
            LocalizedText("如：发票 12345678。不写居民姓名", "such as: invoice 12345678; no names of residents")
        case .paperSize: LocalizedText("文件大小（字节）", "Size of the file in bytes")
        case .doneAttached: LocalizedText("附件已登记", "The paper is on record")
        case .bytes: LocalizedText("字节", "bytes")
        case .approve: LocalizedText("批准", "Approve")
        case .approveEffect:
            LocalizedText(
                "批准后编号并记入两本账，不能撤销，只能红字冲销。",
                "It gets its number and counts in both books; after that it can only be reversed.")
        case .reject: LocalizedText("退回", "Reject")
        case .rejectReason: LocalizedText("退回的理由", "Why it is rejected")
        case .rejectHelp: LocalizedText("如：附件缺失。不写姓名和病情", "such as: a paper is missing; no names, no conditions")
        case .rejectEffect: LocalizedText("退回后这张凭证不再记账。", "A voucher that is rejected never counts in the books.")
        case .decide: LocalizedText("办理", "Next step")
        case .own:
            LocalizedText("制单人不能审批自己的凭证，请另一人审批。", "Who prepared a voucher doesn't approve it; ask somebody else.")
        case .ownYou: LocalizedText("由您制单", "prepared by you")
        case .decidedAlready: LocalizedText("您已批准，还须另一人审批。", "You approved it; another person must approve it too.")
        case .settled: LocalizedText("已审批完毕，不能再改动。", "It is settled; nothing can be changed any more.")
        case .rejectedFor: LocalizedText("已退回：{reason}", "Rejected: {reason}")
        case .reversedBy: LocalizedText("已被冲销", "Taken back by")
        case .reversesOther: LocalizedText("冲销凭证", "Takes back")
        case .orderMoney: LocalizedText("这张点单的钱", "The money of this order")
        case .paidClaim:
            LocalizedText(
                "报销的支付不直接冲销；款项退回请在报销单上登记。",
                "The payment of a claim is not taken back here: record the return on the claim's page.")
        case .reverse: LocalizedText("红字冲销", "Take it back in red")
        case .reverseReason: LocalizedText("冲销的理由", "Why it is taken back")
        case .reverseHelp:
            LocalizedText("如：金额有误，另记。不写姓名和病情", "such as: the amount is wrong and is booked anew; no names")
        case .reverseEffect:
            LocalizedText(
                "在开放的月份生成一张红字凭证，由另一人批准后，两本账和指标恢复到这张凭证之前。",
                "It makes a voucher in red in the open month; once another person approves it, both books and the budget line stand as before."
            )
        case .doneReversed: LocalizedText("红字凭证已生成，待另一人批准", "The voucher in red waits for another person's approval")
        case .doneNumbered: LocalizedText("已批准，编号 {number}", "Approved as {number}")
        case .doneWaits:
            LocalizedText("已记下您的批准，还须另一人审批", "Your approval is on record; another person must approve it too")
        case .doneRejected: LocalizedText("已退回", "Rejected")
        case .doneSeveral:
            LocalizedText("{n} 张已批准并编号，{m} 张还须另一人审批", "{n} were approved and numbered, {m} still take another person")
        case .month: LocalizedText("会计月份", "Month of the books")
        }
    }
}

import HubModel

/// Texts of the page on the end of a year.
enum YearEndWords: String, Wording {
    case title, lead, line, decision, carryOver, lapse, settle, settleEffect, settleTitle, nothingLeft
    case close, closeTitle, closeEffect, restore, restoreTitle, restoreEffect, asQuota, left, carried, noLine, back
    case doneSettled, doneClosed, doneRestored

    var text: LocalizedText {
        switch self {
        case .title: LocalizedText("{year} 年末", "End of {year}")
        case .lead:
            LocalizedText(
                "先处理每条指标的余额，再结清收入与费用；新年度再恢复结转的指标。每一步都在十二月或之后办理。",
                "First what is left on each line, then revenue and cost; carried-over money comes back in the new year. All of it in December or later."
            )
        case .line: LocalizedText("预算指标", "Budget line")
        case .decision: LocalizedText("怎么处理", "What becomes of it")
        case .carryOver: LocalizedText("结转下年", "carried over")
        case .lapse: LocalizedText("收回", "lapses")
        case .settleTitle: LocalizedText("处理指标余额", "What is left on a line")
        case .settle: LocalizedText("处理余额", "Settle what is left")
        case .settleEffect:
            LocalizedText(
                "整条指标的可用余额一次处理完；已占用的留在原指标。", "All that is available on the line is settled; what orders reserve stays.")
        case .nothingLeft: LocalizedText("没有可处理的余额", "Nothing is left to settle")
        case .closeTitle: LocalizedText("年末结账", "Close revenue and cost")
        case .close: LocalizedText("生成结账凭证", "Prepare the closing vouchers")
        case .closeEffect:
            LocalizedText(
                "结清本年收入与费用，凭证由另一人批准。十二月以前的月份须已结账。",
                "Empties the year's revenue and cost by vouchers that another person approves; the months before December must be closed."
            )
        case .restoreTitle: LocalizedText("恢复结转指标", "Make carried-over money available")
        case .restore: LocalizedText("恢复到下一年度", "Restore it in the next year")
        case .restoreEffect:
            LocalizedText(
                "结转的钱记入同一站点下一年度的指标，立即可用。",
                "It goes to the same holder's line of the next year and is available at once.")
        case .asQuota: LocalizedText("恢复为零余额账户额度", "as quota of the zero-balance account")
        case .left: LocalizedText("可用", "available")
        case .carried: LocalizedText("已结转", "carried over")
        case .noLine: LocalizedText("请选择预算指标", "Choose a budget line")
        case .back: LocalizedText("返回月份列表", "Back to the months")
        case .doneSettled: LocalizedText("余额已处理：{amount}", "Settled: {amount}")
        case .doneClosed: LocalizedText("已生成 {n} 张结账凭证，待另一人批准", "{n} closing vouchers wait for another person")
        case .doneRestored: LocalizedText("已恢复：{amount}", "Available again: {amount}")
        }
    }
}

import HubModel

/// Texts of the forms that move budgets.
enum BudgetMoveWords: String, Wording {
    case appropriate, allocate, adjust, freeze, unfreeze
    case appropriateLead, allocateLead, adjustLead, freezeLead, unfreezeLead
    case appropriateEffect, allocateEffect, adjustEffect, freezeEffect, unfreezeEffect
    case fundingLine, year, station, firstMonth, lastMonth, monthHelp, from, to, line, amount, amountHelp, document
    case documentHelp, reason, reasonHelp, left, choose
    case noAmount, noLine, noStation, noMonths, sameLine, formUsed, noLines

    static func title(_ kind: BudgetMoveKind) -> BudgetMoveWords {
        switch kind {
        case .appropriate: .appropriate
        case .allocate: .allocate
        case .adjust: .adjust
        case .freeze: .freeze
        case .unfreeze: .unfreeze
        }
    }

    static func lead(_ kind: BudgetMoveKind) -> BudgetMoveWords {
        switch kind {
        case .appropriate: .appropriateLead
        case .allocate: .allocateLead
        case .adjust: .adjustLead
        case .freeze: .freezeLead
        case .unfreeze: .unfreezeLead
        }
    }

    static func effect(_ kind: BudgetMoveKind) -> BudgetMoveWords {
        switch kind {
        case .appropriate: .appropriateEffect
        case .allocate: .allocateEffect
        case .adjust: .adjustEffect
        case .freeze: .freezeEffect
        case .unfreeze: .unfreezeEffect
        }
    }

    var text: LocalizedText {
        switch self {
        case .appropriate: LocalizedText("预算批复", "Appropriation")
        case .allocate: LocalizedText("分解下达", "Allocate to a station")
        case .adjust: LocalizedText("调剂", "Adjust between lines")
        case .freeze: LocalizedText("冻结", "Freeze")
        case .unfreeze: LocalizedText("解冻", "Unfreeze")
        case .appropriateLead:
            LocalizedText(
                "按批复文件把钱记入区级指标，再分解下达到站点。同一文号对同一资金只能录入一次。",
                "Enters the money of a document into the district's line, from which stations are given theirs. A document gives a line its money once."
            )
        case .allocateLead:
            LocalizedText(
                "从区级指标拨给一个站点，资金不变。", "Hands money of the district on to one station, within the same funding line.")
        case .adjustLead:
            LocalizedText(
                "在两条指标之间调剂，须写明事由。限定用途的资金不能调到别的资金。",
                "Moves money between two lines, with a reason. What was given for a purpose stays with its funding line."
            )
        case .freezeLead:
            LocalizedText("暂停使用一部分可用额度，须写明事由。", "Keeps a part of what is available from being used, with a reason.")
        case .unfreezeLead: LocalizedText("把冻结的额度恢复为可用，须写明事由。", "Makes frozen money available again, with a reason.")
        case .appropriateEffect:
            LocalizedText(
                "记录后不能修改；录错了用调剂更正。非本级财政的资金同时生成一张待批准的凭证。",
                "It can't be edited afterwards, only adjusted. Money that isn't the treasury's own also makes a voucher to be approved."
            )
        case .allocateEffect:
            LocalizedText(
                "记录后站点立即可用，等待指标的点单可以重试。",
                "The station can use it at once, and orders without a budget can be tried again.")
        case .adjustEffect:
            LocalizedText("只能调剂可用余额；已占用和待支付的不受影响。", "Only what is available moves; what is reserved or owed stays.")
        case .freezeEffect:
            LocalizedText(
                "冻结后，站点不能再用这笔额度接单，直到解冻；已占用和待支付的不受影响。",
                "Until it is unfrozen, orders can't use it; what is reserved or owed stays.")
        case .unfreezeEffect: LocalizedText("解冻后立即可用。", "It is available at once.")
        case .fundingLine: LocalizedText("资金", "Funding line")
        case .year: LocalizedText("预算年度", "Fiscal year")
        case .station: LocalizedText("站点", "Station")
        case .firstMonth: LocalizedText("从哪个月起", "From month")
        case .lastMonth: LocalizedText("到哪个月止", "Through month")
        case .monthHelp: LocalizedText("1 至 12；全年请保留 1 和 12", "1 to 12; 1 and 12 are the whole year")
        case .from: LocalizedText("从哪条指标", "From")
        case .to: LocalizedText("到哪条指标", "To")
        case .line: LocalizedText("指标", "Budget line")
        case .amount: LocalizedText("金额（元）", "Amount in yuan")
        case .amountHelp: LocalizedText("最多两位小数，如 1,234.50", "at most two decimals, such as 1,234.50")
        case .document: LocalizedText("批复文号", "Number of the document")
        case .documentHelp: LocalizedText("如：示财社〔2026〕12 号", "as it stands on the document")
        case .reason: LocalizedText("事由", "Reason")
        case .reasonHelp: LocalizedText("写明为什么，可附会议纪要编号；不写姓名", "Say why, with the number of a paper; no names")
        case .left: LocalizedText("可用", "available")
        case .choose: LocalizedText("请选择", "choose")
        case .noAmount:
            LocalizedText("金额应为正数，最多两位小数，请核对后重填", "The amount is positive, with at most two decimals; check it")
        case .noLine: LocalizedText("请选择资金或指标", "Choose a funding line or a budget line")
        case .noStation: LocalizedText("请选择站点", "Choose a station")
        case .noMonths: LocalizedText("月份应为 1 至 12，且起始不晚于结束", "Months are 1 to 12, the first not after the last")
        case .sameLine: LocalizedText("两条指标相同，请另选一条", "Both lines are the same; choose another one")
        case .formUsed:
            LocalizedText(
                "这张表单已经提交过，那一笔已记录。若要另记一笔，请核对下面的内容后再提交。",
                "This form was sent before and what it said then is recorded. To record another move, check what stands below and send it again."
            )
        case .noLines:
            LocalizedText("这个年度还没有指标，请先录入预算批复", "There is no budget line in that year; enter an appropriation first")
        }
    }
}

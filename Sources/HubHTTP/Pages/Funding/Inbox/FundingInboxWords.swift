import HubModel

/// Texts of the page on what waits for whoever answers for money.
enum FundingInboxWords: String, Wording {
    case title, lead, unfunded, unfundedLead, noUnfunded, retry, retryEffect, retried, reason, todo, service, wanted
    case verified, since, exceptions, exceptionsLead, noExceptions, note, noteHelp, resolve, resolved, times, shown
    case allocate, adjust, unknown, unknownTodo, bookAgain, bookedAgain, bookedWithoutBudget

    var text: LocalizedText {
        switch self {
        case .title: LocalizedText("待处理", "To be looked at")
        case .lead:
            LocalizedText(
                "点单有了、钱没跟上的都在这里。处理完一条少一条。", "Orders that money didn't follow stand here until somebody settles them.")
        case .unfunded: LocalizedText("无指标点单", "Orders without a budget")
        case .unfundedLead:
            LocalizedText(
                "这些单站点已接，但没有占用到指标，不能报销。补足指标后请重试。",
                "Stations took these orders and no budget was reserved, so they can't be claimed. Give a budget, then try again."
            )
        case .noUnfunded: LocalizedText("没有无指标的点单", "No order is without a budget")
        case .retry: LocalizedText("重试占用指标", "Try to reserve again")
        case .retryEffect: LocalizedText("按接单先后逐单占用，先到先得。", "Orders reserve in the order in which they were taken.")
        case .retried:
            LocalizedText("重试了 {n} 单，其中 {m} 单已占用指标", "{n} orders were tried, {m} of them have a budget now")
        case .reason: LocalizedText("原因", "Why")
        case .todo: LocalizedText("怎么办", "What to do")
        case .service: LocalizedText("服务", "Service")
        case .wanted: LocalizedText("需要", "Needed")
        case .verified: LocalizedText("居民已确认", "verified already")
        case .since: LocalizedText("接单时间", "Taken")
        case .exceptions: LocalizedText("点单资金异常", "Exceptions of orders' money")
        case .exceptionsLead:
            LocalizedText(
                "系统没有自动处理的步骤，须有人看过并写明结果。",
                "Steps that the hub doesn't settle by itself: somebody looks at each and says what was done.")
        case .noExceptions: LocalizedText("没有异常", "There are no exceptions")
        case .note: LocalizedText("处理结果", "What was done about it")
        case .noteHelp:
            LocalizedText("如：已与站点核实，为重复上报。不写姓名和病情", "such as: told twice by the station; no names, no conditions")
        case .resolve: LocalizedText("记为已处理", "Settle it")
        case .resolved: LocalizedText("已记为处理完毕", "It is settled")
        case .times: LocalizedText("{n} 次", "{n} times")
        case .shown: LocalizedText("显示最早的 {n} 条，共 {all} 条", "The oldest {n} of {all} are shown")
        case .allocate: LocalizedText("分解下达", "allocate")
        case .adjust: LocalizedText("调剂", "adjust")
        case .bookAgain: LocalizedText("重新入账", "Book it again")
        case .bookedAgain:
            LocalizedText("已重新占用指标，新凭证等待批准", "Its budget is reserved again, and a new voucher waits for approval")
        case .bookedWithoutBudget:
            LocalizedText("指标可用余额不足，补足后请重试", "Too little is left on the budget line; give it more, then try again")
        case .unknown: LocalizedText("未知的异常", "An exception of another version")
        case .unknownTodo: LocalizedText("请联系系统管理员", "Ask the administrator")
        }
    }
}

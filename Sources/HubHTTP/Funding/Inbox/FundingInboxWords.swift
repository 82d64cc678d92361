import Funding
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

/// Why an order has no budget, and what to do about it.
enum UnfundedWords {
    static func text(_ reason: OrderFunding.Reason?) -> (why: LocalizedText, todo: LocalizedText) {
        switch reason {
        case .noBudgetLine:
            (
                LocalizedText("站点没有这项资金本月的指标", "The station has no budget line for this month"),
                LocalizedText("从区级指标分解下达后重试", "Allocate one from the district's line, then try again")
            )
        case .budgetExhausted:
            (
                LocalizedText("指标可用余额不足", "Too little is left on the budget line"),
                LocalizedText("追加下达或调剂后重试", "Allocate more or adjust, then try again")
            )
        case .unknownPackage:
            (
                LocalizedText("没有定位提供这个服务包", "No profile has such a package"),
                LocalizedText("请系统管理员核对定位插件，然后重试", "Have the administrator check the plugins, then try again")
            )
        case .notAccepted:
            (
                LocalizedText("居民已确认，但没有收到接单记录", "It was verified and its acceptance never came"),
                LocalizedText("请站点补传接单记录；已传的可以重试", "Have the station send its acceptance; then try again")
            )
        case .voucherRejected:
            (
                LocalizedText("验收凭证被退回", "The voucher of its service was rejected"),
                LocalizedText("与站点核实；确已服务的，重新入账", "Ask the station; if it was delivered, book it again")
            )
        case .cancelled, .expired, .nothingToPay, .reversed, nil:
            (
                LocalizedText("尚未占用指标", "No budget is reserved yet"),
                LocalizedText("请重试", "Try again")
            )
        }
    }
}

/// What is wrong with a step of an order, and what to do about it.
enum FundingExceptionWords {
    static func what(_ code: FundingException.Code) -> LocalizedText {
        switch code {
        case .acceptedAfterCancel: LocalizedText("取消之后又接单", "Accepted after it was cancelled")
        case .acceptedAfterVerification: LocalizedText("居民确认之后又改了接单金额", "Its amount changed after it was verified")
        case .aboveReservation: LocalizedText("实际金额超过占用的指标", "It came to more than was reserved")
        case .verifiedAfterCancel: LocalizedText("取消之后居民又确认收到", "Verified after it was cancelled")
        case .verifiedTwice: LocalizedText("居民确认了两次，金额不同", "Verified twice, at different amounts")
        case .verifiedUnaccepted: LocalizedText("没有接单就已确认", "Verified and never accepted")
        case .cancelledAfterVerification: LocalizedText("居民确认之后又取消", "Cancelled after it was verified")
        case .corrected: LocalizedText("站点事后更正了这一步的记录", "The station corrected its record afterwards")
        case .voucherRejected: LocalizedText("验收凭证被退回", "The voucher of its service was rejected")
        case .rateDiffers:
            LocalizedText("站点所报的自付与补助标准不符", "The station states another share of the price than the rates say")
        case .noBudgetLine: LocalizedText("站点没有对应的预算指标", "The station has no budget line for it")
        case .budgetExhausted: LocalizedText("指标可用余额不足", "Too little is left on the budget line")
        case .unknownPackage: LocalizedText("没有定位提供这个服务包", "No profile has such a package")
        case .notPosted: LocalizedText("没有可记账的规则或月份", "No rule or no open month to book it by")
        }
    }

    static func todo(_ code: FundingException.Code) -> LocalizedText {
        switch code {
        case .acceptedAfterCancel:
            LocalizedText("与站点核实；服务确要进行的，请另下一单", "Ask the station; if the service is wanted, order anew")
        case .acceptedAfterVerification:
            LocalizedText("按确认的金额支付；差额与站点核实", "What was verified counts; clear the difference up with the station")
        case .aboveReservation:
            LocalizedText(
                "请站点按实际金额重新接单；指标不足的先追加",
                "Have the station accept it anew at the actual amount; add to the budget first if need be")
        case .verifiedAfterCancel:
            LocalizedText("与站点核实服务是否提供；提供了的，请另下一单", "Ask whether it was delivered; if it was, order anew")
        case .verifiedTwice:
            LocalizedText("以第一次为准；须更正的用红字冲销", "The first one counts; take the voucher back if it is wrong")
        case .verifiedUnaccepted:
            LocalizedText("请站点补传接单记录，然后在上面重试", "Have the station send the acceptance, then try again above")
        case .cancelledAfterVerification:
            LocalizedText("与站点核实；没有提供服务的，冲销凭证", "Ask the station; if nothing was delivered, take the voucher back")
        case .corrected:
            LocalizedText("比对更正前后；影响金额的，用红字冲销后重记", "Compare both; if the amount is touched, take the voucher back")
        case .voucherRejected:
            LocalizedText(
                "与站点核实；确已服务的，在上面重新入账；没有服务的，请站点取消",
                "Ask the station; if it was delivered, book it again above; if not, have the station cancel it")
        case .rateDiffers:
            LocalizedText(
                "核对居民的补助类别；站点登记有误的，请站点更正",
                "Check the resident's rate group; if the station's record is wrong, have the station correct it")
        case .noBudgetLine: LocalizedText("分解下达后重试", "Allocate one, then try again")
        case .budgetExhausted:
            LocalizedText("追加下达或调剂后，请站点重新接单", "Allocate more or adjust, then have the station accept it anew")
        case .unknownPackage: LocalizedText("请系统管理员核对定位插件", "Have the administrator check the plugins")
        case .notPosted:
            LocalizedText(
                "核对记账规则和会计月份，然后请管理员重新处理", "Check the posting rules and the months, then tell the administrator")
        }
    }
}

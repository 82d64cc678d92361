import Funding
import HubModel

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

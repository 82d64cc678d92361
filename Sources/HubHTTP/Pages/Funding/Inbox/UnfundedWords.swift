import Funding
import HubModel

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

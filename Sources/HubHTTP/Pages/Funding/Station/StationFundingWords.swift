import HubModel

/// Texts of a station's page on its money.
enum StationFundingWords: String, Wording {
    case title, lead, budget, term, wholeYear, none, noneHint, unfundedTitle, unfundedLead, noUnfunded, service, needed
    case since, why, claim, claims, noClaims

    var text: LocalizedText {
        switch self {
        case .title: LocalizedText("本站经费", "Our funding")
        case .lead:
            LocalizedText(
                "接单时占用指标，居民确认后待支付，支付后计入执行率。",
                "An order reserves budget when it is taken, owes it when the resident verified it, and counts as executed when it is paid."
            )
        case .budget: LocalizedText("本站指标", "Our budget")
        case .term: LocalizedText("月份", "Months")
        case .wholeYear: LocalizedText("全年", "whole year")
        case .none: LocalizedText("本年度还没有下达指标", "No budget was allocated this year")
        case .noneHint:
            LocalizedText(
                "区卫健局下达指标后会显示在这里；没有指标时接的单不能报销。",
                "Budget lines stand here once the bureau allocates them; orders without a budget can't be claimed.")
        case .unfundedTitle: LocalizedText("无指标的点单", "Orders without a budget")
        case .unfundedLead:
            LocalizedText(
                "这些单暂时不能报销。请联系区经费管理员补足指标，补足后自动占用。",
                "They can't be claimed for now. Ask the finance officer for a budget; it is reserved once it is there.")
        case .noUnfunded: LocalizedText("每张单都有指标", "Every order has a budget behind it")
        case .service: LocalizedText("服务", "Service")
        case .needed: LocalizedText("需要", "Needed")
        case .since: LocalizedText("接单时间", "Taken")
        case .why: LocalizedText("原因", "Why")
        case .claim: LocalizedText("报销经费", "Claim")
        case .claims: LocalizedText("最近的报销单", "Our latest claims")
        case .noClaims: LocalizedText("还没有报销单", "There are no claims yet")
        }
    }
}

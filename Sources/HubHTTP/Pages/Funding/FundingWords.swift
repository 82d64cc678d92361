import HubModel

/// Texts that the pages of funding share.
enum FundingWords: String, Wording {
    case title, budget, claims, monthsTab, reportsTab, vouchers, inbox, district, byHub, somebody
    case year, fiscalYear, show, asOf, now, calm, more, back, all, filter, months, state
    case total, available, reserved, accepted, paid, frozen, advanced, carriedOver, lapsed, rate, line, programme
    case rateMeaning, nearlySpent, unfunded, exceptions, waiting, waitingOwn, openClaims, lead
    case emptyYear, emptyYearHint, give, moves, holder, source, purpose, functionalClass, economicClass
    case when, what, amount, order, about, who, voucher, events, noEvents, noEventsHint, noVoucher
    case from, to, document, reason, closedMonth, future, own, moved, reverses, station

    var text: LocalizedText {
        switch self {
        case .title: LocalizedText("经费", "Funding")
        case .budget: LocalizedText("预算指标", "Budget")
        case .claims: LocalizedText("报销", "Claims")
        case .monthsTab: LocalizedText("结账", "Months")
        case .reportsTab: LocalizedText("报表与对账", "Reports and bank")
        case .vouchers: LocalizedText("凭证", "Vouchers")
        case .inbox: LocalizedText("待处理", "To be looked at")
        case .district: LocalizedText("区级（未下达）", "The district (not allocated)")
        case .byHub: LocalizedText("系统自动", "the hub itself")
        case .somebody: LocalizedText("工作人员", "somebody of the staff")
        case .year: LocalizedText("预算年度", "Fiscal year")
        case .fiscalYear: LocalizedText("{year} 年度", "fiscal year {year}")
        case .show: LocalizedText("查看", "Show")
        case .asOf: LocalizedText("{year} · 单位：元 · 截至 {time}", "{year}, in yuan, as of {time}")
        case .now: LocalizedText("需要现在处理", "To be done now")
        case .calm: LocalizedText("没有要处理的事", "Nothing to be done")
        case .more: LocalizedText("下一页", "Next page")
        case .back: LocalizedText("返回预算指标", "Back to the budget")
        case .all: LocalizedText("全部", "all")
        case .filter: LocalizedText("筛选", "Filter")
        case .months: LocalizedText("月份", "Month")
        case .state: LocalizedText("状态", "State")
        case .total: LocalizedText("总额", "Given")
        case .available: LocalizedText("可用", "Available")
        case .reserved: LocalizedText("已占用", "Reserved")
        case .accepted: LocalizedText("已验收待支付", "Verified, to be paid")
        case .paid: LocalizedText("已支付", "Paid")
        case .frozen: LocalizedText("冻结", "frozen")
        case .advanced: LocalizedText("已预拨", "advanced")
        case .carriedOver: LocalizedText("结转下年", "carried over")
        case .lapsed: LocalizedText("收回", "lapsed")
        case .rate: LocalizedText("预算执行率", "Execution rate")
        case .line: LocalizedText("资金", "Funding line")
        case .programme: LocalizedText("项目", "Programme")
        case .rateMeaning:
            LocalizedText(
                "预算执行率 =（已支付 + 已预拨）÷ 总额；已验收未支付的不计入。",
                "The execution rate is what was paid or advanced as a part of what was given; what is verified and not paid yet doesn't count."
            )
        case .nearlySpent:
            LocalizedText("“{line}”有 {n} 个站点可用余额不足一成", "{line}: {n} stations have less than a tenth left")
        case .unfunded: LocalizedText("无指标点单", "orders without a budget")
        case .exceptions: LocalizedText("点单资金异常", "exceptions of orders' money")
        case .openClaims: LocalizedText("待审批报销单", "claims to be decided on")
        case .waiting: LocalizedText("待批准凭证", "vouchers to be approved")
        case .waitingOwn: LocalizedText("其中待您审批", "of them for you")
        case .lead:
            LocalizedText(
                "从批复到支付的每一笔钱。点资金名称看各站点，点站点看每一笔业务。",
                "Every fen from the appropriation to the payment. A line opens its stations, a station what happened.")
        case .emptyYear: LocalizedText("{year}还没有预算指标", "There is no budget for the {year} yet")
        case .emptyYearHint:
            LocalizedText("录入预算批复后，指标会显示在这里。", "Budget lines stand here once an appropriation is entered.")
        case .give: LocalizedText("录入预算批复", "Enter an appropriation")
        case .moves: LocalizedText("指标变动", "Move the budget")
        case .holder: LocalizedText("持有方", "Held by")
        case .source: LocalizedText("资金来源", "Source")
        case .purpose: LocalizedText("限定用途", "Bound to")
        case .functionalClass: LocalizedText("功能分类", "Functional class")
        case .economicClass: LocalizedText("经济分类", "Economic class")
        case .when: LocalizedText("记账日期", "Booked on")
        case .what: LocalizedText("业务", "What happened")
        case .amount: LocalizedText("金额", "Amount")
        case .order: LocalizedText("单号", "Order")
        case .about: LocalizedText("说明", "Details")
        case .who: LocalizedText("记录人", "By")
        case .voucher: LocalizedText("凭证", "Voucher")
        case .events: LocalizedText("每一笔业务", "What happened")
        case .noEvents: LocalizedText("还没有业务", "Nothing happened yet")
        case .noEventsHint:
            LocalizedText(
                "下达、接单、验收和支付会逐笔显示在这里。", "Allocations, orders, verified services and payments will stand here.")
        case .noVoucher: LocalizedText("不记账", "no entry")
        case .from: LocalizedText("来自", "from")
        case .to: LocalizedText("拨至", "to")
        case .document: LocalizedText("文号", "document")
        case .reason: LocalizedText("事由", "reason")
        case .closedMonth: LocalizedText("补记：发生在已结账的月份", "booked later: its month was closed")
        case .future: LocalizedText("站点时钟超前，按收到日记账", "the station's clock was ahead: booked when it was received")
        case .own: LocalizedText("本站经费", "Our funding")
        case .moved: LocalizedText("已记录：{what}", "Recorded: {what}")
        case .reverses: LocalizedText("冲销", "takes back")
        case .station: LocalizedText("站点", "Station")
        }
    }
}

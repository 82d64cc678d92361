import Funding
import HubModel

/// Texts of the reports on funding.
enum ReportWords: String, Wording {
    case title, execution, trialBalance, unitCosts, subsidies, ageing, bank
    case executionLead, trialBalanceLead, unitCostsLead, subsidiesLead, ageingLead
    case reports, show, csv, excel, back, empty, emptyHint, first500, unit, period, total, asOf
    case year, month, from, through, by, book, programme, line, station, district
    case newlyVerified, granted, reserved, accepted, paid, advanced, available, frozen, carriedOver, lapsed, rate,
        byMonth
    case account, accountTitle, openingDebit, openingCredit, debit, credit, closingDebit, closingCredit
    case yearDebit, yearCredit, service, orders, sum, average, least, most, allStations
    case group, noGroup, smallCells, claims, unclaimed, upTo30, upTo60, upTo90, over90, count
    case entries, vouchers, ordersBehind, voucher, day, narration, order, state, days, claim, side
    case submitted, approved, paying, verified, claimed, orderPaid, other

    init(_ grouping: BudgetExecution.Grouping) {
        self =
            switch grouping {
            case .programme: .programme
            case .fundingLine: .line
            case .station: .station
            }
    }

    init(_ bucket: AgeBucket) {
        self =
            switch bucket {
            case .upTo30: .upTo30
            case .upTo60: .upTo60
            case .upTo90: .upTo90
            case .over90: .over90
            }
    }

    /// A claim's state, or an order's.
    init(state: String) {
        self =
            switch state {
            case "submitted": .submitted
            case "approved": .approved
            case "paying": .paying
            case "verified": .verified
            case "claimed": .claimed
            case "paid": .orderPaid
            default: .other
            }
    }

    var text: LocalizedText {
        switch self {
        case .title: LocalizedText("经费报表", "Funding reports")
        case .execution: LocalizedText("预算执行", "Budget execution")
        case .trialBalance: LocalizedText("科目余额表", "Trial balance")
        case .unitCosts: LocalizedText("单位服务成本", "Unit costs")
        case .subsidies: LocalizedText("分人群补贴", "Subsidies by group")
        case .ageing: LocalizedText("账龄", "Ageing")
        case .bank: LocalizedText("银行对账", "Bank reconciliation")
        case .executionLead:
            LocalizedText(
                "执行率只计已支付与已预拨；占用与待支付另列。点名称看凭证。",
                "The rate counts what is paid and advanced; what is reserved or owed stands apart. A name opens its vouchers."
            )
        case .trialBalanceLead:
            LocalizedText(
                "仅含已审批凭证；明细列在上级科目之下。点科目看凭证。",
                "Approved vouchers only; details stand below their account. An account opens its vouchers.")
        case .unitCostsLead:
            LocalizedText(
                "期内验收且款项未退回的服务，政府承担部分。点服务看订单。",
                "The government's part of services verified in the period whose money stands. A service opens its orders."
            )
        case .subsidiesLead:
            LocalizedText(
                "期内验收的服务单数与政府承担金额，按居民所属补贴人群。",
                "Services verified in the period and the government's part, by the group residents belong to.")
        case .ageingLead:
            LocalizedText(
                "待支付的报销申请，与已验收尚未申请的服务，按等待天数。",
                "Claims that wait to be paid and verified services that nobody claimed, by days waited.")
        case .reports: LocalizedText("报表", "Reports")
        case .show: LocalizedText("查看", "Show")
        case .csv: LocalizedText("下载 CSV", "Download CSV")
        case .excel: LocalizedText("下载 Excel", "Download Excel")
        case .back: LocalizedText("返回报表", "Back to the report")
        case .empty: LocalizedText("没有记录", "Nothing to show")
        case .emptyHint:
            LocalizedText("所选范围内还没有记录，请换一个期间。", "There is nothing in this range yet; choose another period.")
        case .first500:
            LocalizedText("最多列出 500 条；完整明细请导出账簿。", "At most 500 are listed; export the book for all of them.")
        case .unit: LocalizedText("单位：元", "Unit: CNY")
        case .period: LocalizedText("期间", "Period")
        case .total: LocalizedText("合计", "Total")
        case .asOf: LocalizedText("截至", "as of")
        case .year: LocalizedText("年度", "Year")
        case .month: LocalizedText("月份", "Month")
        case .from: LocalizedText("自", "From")
        case .through: LocalizedText("至", "Through")
        case .by: LocalizedText("按", "By")
        case .book: LocalizedText("账簿", "Book")
        case .programme: LocalizedText("项目", "Programme")
        case .line: LocalizedText("资金", "Funding line")
        case .station: LocalizedText("站点", "Station")
        case .district: LocalizedText("区本级", "The district itself")
        case .newlyVerified: LocalizedText("新验收", "Verified")
        case .granted: LocalizedText("批复或下达", "Granted")
        case .reserved: LocalizedText("已占用", "Reserved")
        case .accepted: LocalizedText("待支付", "Owed")
        case .paid: LocalizedText("已支付", "Paid")
        case .advanced: LocalizedText("已预拨", "Advanced")
        case .available: LocalizedText("可用", "Available")
        case .frozen: LocalizedText("冻结", "Frozen")
        case .carriedOver: LocalizedText("结转", "Carried over")
        case .lapsed: LocalizedText("收回", "Lapsed")
        case .rate: LocalizedText("执行率", "Execution rate")
        case .byMonth: LocalizedText("逐月", "Month by month")
        case .account: LocalizedText("科目", "Account")
        case .accountTitle: LocalizedText("科目名称", "Title")
        case .openingDebit: LocalizedText("期初借方", "Opening debit")
        case .openingCredit: LocalizedText("期初贷方", "Opening credit")
        case .debit: LocalizedText("本期借方", "Debit")
        case .credit: LocalizedText("本期贷方", "Credit")
        case .closingDebit: LocalizedText("期末借方", "Closing debit")
        case .closingCredit: LocalizedText("期末贷方", "Closing credit")
        case .yearDebit: LocalizedText("本年累计借方", "Year debit")
        case .yearCredit: LocalizedText("本年累计贷方", "Year credit")
        case .service: LocalizedText("服务", "Service")
        case .orders: LocalizedText("单数", "Orders")
        case .sum: LocalizedText("金额", "Amount")
        case .average: LocalizedText("平均", "Average")
        case .least: LocalizedText("最低", "Least")
        case .most: LocalizedText("最高", "Most")
        case .allStations: LocalizedText("全区", "District")
        case .group: LocalizedText("人群", "Group")
        case .noGroup: LocalizedText("不属于补贴人群", "No group")
        case .smallCells:
            LocalizedText(
                "单数少于 {n} 的格子及其金额不显示，“*”是为防止推算而一并隐藏。",
                "Counts below {n} are hidden with their amounts; “*” hides more so that none can be worked out.")
        case .claims: LocalizedText("待支付的报销申请", "Claims that wait to be paid")
        case .unclaimed: LocalizedText("已验收未申请的服务", "Verified and not claimed")
        case .upTo30: LocalizedText("0–30 天", "0–30 days")
        case .upTo60: LocalizedText("31–60 天", "31–60 days")
        case .upTo90: LocalizedText("61–90 天", "61–90 days")
        case .over90: LocalizedText("90 天以上", "over 90 days")
        case .count: LocalizedText("笔数", "Count")
        case .entries: LocalizedText("科目明细", "Entries of an account")
        case .vouchers: LocalizedText("凭证", "Vouchers")
        case .ordersBehind: LocalizedText("服务订单", "Orders")
        case .voucher: LocalizedText("凭证号", "Voucher")
        case .day: LocalizedText("日期", "Day")
        case .narration: LocalizedText("摘要", "Narration")
        case .order: LocalizedText("订单", "Order")
        case .state: LocalizedText("状态", "State")
        case .days: LocalizedText("已等天数", "Days waited")
        case .claim: LocalizedText("申请编号", "Claim")
        case .side: LocalizedText("方向", "Side")
        case .submitted: LocalizedText("待审批", "to be decided")
        case .approved: LocalizedText("已批准", "approved")
        case .paying: LocalizedText("支付中", "being paid")
        case .verified: LocalizedText("已验收", "verified")
        case .claimed: LocalizedText("已申请", "claimed")
        case .orderPaid: LocalizedText("已支付", "paid")
        case .other: LocalizedText("其他", "other")
        }
    }
}

import HubModel

/// Texts of the bureau's overview.
enum OverviewWords: String, Wording {
    case attentionTitle, attentionNone, sameDay, oldest, ofThem, incompleteOfThem, silent, quarantined
    case funnelTitle, exposure, reach, conversion, satisfaction, advocacy, target, targetsTitle, targetNow, reached,
        notReached, noFeedback, noResidents
    case sinceLastMonth, sinceSameDays, increased, decreased, unchanged
    case totalsTitle, stationsTitle, filter, profile, allProfiles, status, allStatuses, onlySilent,
        onlySameDay
    case onlyQuarantined, clear, noMatch, exportCSV, emptyTitle, emptyText, emptyPeriod, emptyHowTo, dailyTitle
    case quarantinedShort, monthlyTitle, mapTitle, mapNote, sum, showing

    var text: LocalizedText {
        switch self {
        case .attentionTitle: LocalizedText("需要现在处理", "Needs action now")
        case .attentionNone: LocalizedText("没有需要现在处理的事项", "Nothing needs action now")
        case .sameDay: LocalizedText("次筛查待专人查看，未处理", "screenings open, to be looked at by a person")
        case .oldest: LocalizedText("最早", "oldest")
        case .ofThem: LocalizedText("其中 ", "")
        case .incompleteOfThem: LocalizedText("次未填完", "of them incomplete")
        case .silent: LocalizedText("个站点超过 24 小时没有上报", "stations not reported for over 24 hours")
        case .quarantined: LocalizedText("条记录无法计入，待站点更正", "facts not counted, to be corrected by the station")
        case .quarantinedShort: LocalizedText("无法计入", "Not counted")
        case .funnelTitle: LocalizedText("从知道到推荐", "From hearing of us to recommending us")
        case .exposure: LocalizedText("曝光", "Exposure")
        case .reach: LocalizedText("触达", "Reach")
        case .conversion: LocalizedText("转化", "Conversion")
        case .satisfaction: LocalizedText("满意率", "Satisfied")
        case .advocacy: LocalizedText("居民推荐占比", "Told by a resident")
        case .target: LocalizedText("目标", "target")
        case .targetsTitle: LocalizedText("全区目标", "Targets of the district")
        case .targetNow: LocalizedText("目前", "Now")
        case .reached: LocalizedText("✓ 已达到", "✓ reached")
        case .notReached: LocalizedText("○ 未达到", "○ not reached")
        case .sinceLastMonth: LocalizedText("对比上月", "on last month")
        case .sinceSameDays: LocalizedText("对比上月同期", "on the same days of last month")
        case .increased: LocalizedText("上升", "up")
        case .decreased: LocalizedText("下降", "down")
        case .unchanged: LocalizedText("持平", "unchanged")
        case .noFeedback: LocalizedText("还没有评价", "No feedback yet")
        case .noResidents: LocalizedText("还没有登记的居民", "No residents registered yet")
        case .totalsTitle: LocalizedText("合计", "Totals")
        case .stationsTitle: LocalizedText("站点", "Stations")
        case .filter: LocalizedText("名称、代码或街道", "Name, code or sub-district")
        case .profile: LocalizedText("站点定位", "Profile")
        case .allProfiles: LocalizedText("全部定位", "All profiles")
        case .status: LocalizedText("状态", "State")
        case .allStatuses: LocalizedText("全部状态", "All states")
        case .onlySilent: LocalizedText("超过 24 小时未上报", "Not reported for over 24 hours")
        case .onlySameDay: LocalizedText("有未处理的筛查", "With open screenings to look at")
        case .onlyQuarantined: LocalizedText("有无法计入的记录", "With facts not counted")
        case .clear: LocalizedText("清除筛选", "Clear")
        case .noMatch: LocalizedText("没有符合条件的站点，请放宽筛选条件。", "No station fits. Widen the filter.")
        case .exportCSV: LocalizedText("导出 CSV", "Export CSV")
        case .emptyTitle: LocalizedText("还没有收到任何站点的数据", "No station has sent data yet")
        case .emptyText:
            LocalizedText("站点联网同步后，数字会自动出现在这里，无需刷新。", "Figures appear here by themselves as soon as a station syncs.")
        case .emptyPeriod:
            LocalizedText(
                "所选时间范围内没有数据，请选择其他月份或“全部时间”。", "There are no data in this period. Choose another month or all time.")
        case .emptyHowTo:
            LocalizedText(
                "如站点已联网仍无数据，请在站点上查看“待同步”条数。",
                "If a station is online and nothing arrives, look at its count of facts waiting to sync.")
        case .dailyTitle: LocalizedText("每日筛查与活动参与", "Screenings and attendances by day")
        case .monthlyTitle: LocalizedText("每月筛查与活动参与", "Screenings and attendances by month")
        case .mapTitle: LocalizedText("站点分布", "Where the stations are")
        case .mapNote:
            LocalizedText(
                "圆越大，触达人次越多；圆环表示站点定位；相邻的站点略为移开。全部数字见站点表。",
                "The larger, the more reach; the ring is the profile; neighbours are moved apart. All figures are in the table of stations."
            )
        case .sum: LocalizedText("合计", "Sum")
        case .showing: LocalizedText("显示", "Shown")
        }
    }
}

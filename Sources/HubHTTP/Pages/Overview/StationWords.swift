import HubModel

/// Texts of a station's page.
enum StationWords: String, Wording {
    case openingHours, nightClinic, closed, packages, price, perCycle, activities, capacity, people, minutes, points
    case commitments, baseline, promised, deadline, progress, notMeasured, change, figures, sync, attention,
        attentionHint, sealed, sealedHint, unreadable
    case quarantine, quarantineHint, quarantineNone, time, fact, code, about, population, mascot, story, contains, ages,
        free
    case emptyStation, rooms, counsellors, occasions, percentagePoints
    case indicators, indicatorsHint, value, why, notReported, countsMissing

    var text: LocalizedText {
        switch self {
        case .openingHours: LocalizedText("开放时间", "Opening hours")
        case .nightClinic: LocalizedText("夜间门诊", "Night clinic")
        case .closed: LocalizedText("休息", "Closed")
        case .packages: LocalizedText("服务包", "Service packages")
        case .price: LocalizedText("价格", "Price")
        case .perCycle: LocalizedText("每", "per")
        case .activities: LocalizedText("活动", "Activities")
        case .capacity: LocalizedText("名额", "Places")
        case .people: LocalizedText("人", "people")
        case .minutes: LocalizedText("分钟", "minutes")
        case .points: LocalizedText("积分", "points")
        case .commitments: LocalizedText("价值承诺", "Commitments")
        case .baseline: LocalizedText("起点", "From")
        case .promised: LocalizedText("目标", "To")
        case .deadline: LocalizedText("期限", "By")
        case .progress: LocalizedText("目前", "Now")
        case .notMeasured: LocalizedText("尚无可计算的数据", "No data to compute it from yet")
        case .change: LocalizedText("承诺变化", "Promised change")
        case .figures: LocalizedText("数字", "Figures")
        case .sync: LocalizedText("同步", "Sync")
        case .attention: LocalizedText("待专人查看的筛查（未处理）", "Open screenings for a person to look at")
        case .attentionHint:
            LocalizedText(
                "应在当日查看；不限时间范围，处理结果尚不能在此登记。居民身份只在站点可见，请与站点联系。",
                "Each was due on its own day; whatever the period, and what was done can't be noted here yet. "
                    + "Only the station knows who it is about; get in touch with it.")
        case .sealed: LocalizedText("仅本站可见", "visible to the station only")
        case .sealedHint:
            LocalizedText(
                "“仅本站可见”：该项以居民的密钥加密，只有站点人员能打开；区级人员看到的是时间、处置建议和记录编号。",
                "“Visible to the station only”: sealed under the resident's key, which only the station's people can use; "
                    + "the bureau sees time, triage and the fact's number.")
        case .unreadable: LocalizedText("无法读取", "can't be read")
        case .quarantine: LocalizedText("无法计入的记录", "Facts not counted")
        case .quarantineHint:
            LocalizedText(
                "这些记录已保存，但内容有误，没有计入数字；站点更正后自动计入。",
                "They are stored but wrong and count for nothing; once the station corrects them they count.")
        case .quarantineNone: LocalizedText("所有记录都已计入", "All facts are counted")
        case .time: LocalizedText("时间", "Time")
        case .fact: LocalizedText("记录编号", "Fact")
        case .code: LocalizedText("原因", "Reason")
        case .about: LocalizedText("站点简介", "About the station")
        case .population: LocalizedText("服务人口", "Residents in its area")
        case .mascot: LocalizedText("吉祥物", "Mascot")
        case .story: LocalizedText("故事", "Stories")
        case .contains: LocalizedText("内容", "Contents")
        case .ages: LocalizedText("岁", "years old")
        case .free: LocalizedText("免费", "Free")
        case .emptyStation: LocalizedText("还没有收到这个站点的数据", "This station has not sent data yet")
        case .rooms: LocalizedText("功能室", "Rooms")
        case .counsellors: LocalizedText("专业人员", "Professional staff")
        case .occasions: LocalizedText("次", "times")
        case .percentagePoints: LocalizedText("个百分点", "points")
        case .indicators: LocalizedText("本定位的指标", "Indicators of the profile")
        case .indicatorsHint:
            LocalizedText(
                "由本站定位的插件按其规则计算；还没有收集的数字如实标出，不当作零。",
                "Computed by the rules of the station's profile; what nobody gathers yet is said to be missing and never taken "
                    + "for zero.")
        case .value: LocalizedText("数值", "Value")
        case .why: LocalizedText("依据", "Why")
        case .notReported: LocalizedText("尚未上报", "not reported yet")
        case .countsMissing: LocalizedText("还没有收集：{counts}", "Not gathered yet: {counts}")
        }
    }
}

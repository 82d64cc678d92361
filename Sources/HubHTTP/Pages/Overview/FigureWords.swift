import HubModel

/// Names of figures, columns and codes.
enum FigureWords: String, Wording {
    case station, name, lastContact, completeThrough, facts, screenings, personsScreened, attendances, personsAttended
    case personsServed, residents, activities, orders, amount, feedback, personTimes, persons, items, screeningsUnit,
        timesUnit
    case ordersUnit, factsUnit, stationsUnit, never, silent, reported, instrument, received, incomplete, sameDay,
        differing, severity
    case count, range, triage, tenOrMore, itemNine, kind, held, role, participant, volunteer, state, subdistrict
    case month, day, share

    var text: LocalizedText {
        switch self {
        case .station: LocalizedText("站点", "Station")
        case .name: LocalizedText("名称", "Name")
        case .lastContact: LocalizedText("最近联络", "Last contact")
        case .completeThrough: LocalizedText("数据完整至", "Complete through")
        case .facts: LocalizedText("已收记录", "Facts stored")
        case .screenings: LocalizedText("筛查", "Screenings")
        case .personsScreened: LocalizedText("筛查人数", "Persons screened")
        case .attendances: LocalizedText("活动参与", "Attendances")
        case .personsAttended: LocalizedText("参与活动人数", "Persons attending")
        case .personsServed: LocalizedText("接受服务人数", "Persons served")
        case .residents: LocalizedText("登记居民", "Residents registered")
        case .activities: LocalizedText("活动", "Activities")
        case .orders: LocalizedText("服务点单", "Orders")
        case .amount: LocalizedText("金额", "Amount")
        case .feedback: LocalizedText("服务评价", "Feedback")
        case .personTimes: LocalizedText("人次", "")
        case .persons: LocalizedText("人", "")
        case .items: LocalizedText("条", "")
        case .screeningsUnit: LocalizedText("次", "")
        case .timesUnit: LocalizedText("场", "")
        case .ordersUnit: LocalizedText("单", "")
        case .factsUnit: LocalizedText("条", "")
        case .stationsUnit: LocalizedText("个站点", "stations")
        case .never: LocalizedText("从未", "Never")
        case .silent: LocalizedText("超过 24 小时未上报", "Not reported for 24 h")
        case .reported: LocalizedText("已上报", "Reported")
        case .instrument: LocalizedText("量表", "Instrument")
        case .received: LocalizedText("收到", "Received")
        case .incomplete: LocalizedText("未填完", "Incomplete")
        case .sameDay: LocalizedText("须当日查看", "Same day")
        case .differing: LocalizedText("复算不一致", "Hub scores otherwise")
        case .severity: LocalizedText("程度", "Severity")
        case .count: LocalizedText("数量", "Count")
        case .range: LocalizedText("分数", "Total score")
        case .triage: LocalizedText("处置建议", "Triage")
        case .tenOrMore: LocalizedText("PHQ-9 总分 10 分及以上", "PHQ-9 total of 10 or more")
        case .itemNine: LocalizedText("PHQ-9 第 9 题为阳性", "PHQ-9 item 9 positive")
        case .kind: LocalizedText("活动", "Activity")
        case .held: LocalizedText("举办", "Held")
        case .role: LocalizedText("身份", "As")
        case .participant: LocalizedText("参与者", "Participants")
        case .volunteer: LocalizedText("志愿者", "Volunteers")
        case .state: LocalizedText("状态", "State")
        case .subdistrict: LocalizedText("街道", "Sub-district")
        case .month: LocalizedText("月份", "Month")
        case .day: LocalizedText("日期", "Day")
        case .share: LocalizedText("占比", "Share")
        }
    }
}

import HubModel

/// The words behind codes that aren't named by the configuration.
enum CodeWords: String, Wording {
    case reads, plays, shares, visitors, followers, bookings, attendances, screenings, orders
    case placed, accepted, delivered, verified, cancelled
    case none, selfHelp = "self-help", station, hospital, crisis
    case once, month, quarter, halfYear = "half-year", year
    case agency, village, community, school, company, unit
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    var text: LocalizedText {
        switch self {
        case .reads: LocalizedText("阅读", "Reads")
        case .plays: LocalizedText("播放", "Plays")
        case .shares: LocalizedText("转发", "Shares")
        case .visitors: LocalizedText("到访", "Visitors")
        case .followers: LocalizedText("新增关注", "New followers")
        case .bookings: LocalizedText("预约", "Bookings")
        case .attendances: LocalizedText("活动参与", "Attendances")
        case .screenings: LocalizedText("筛查", "Screenings")
        case .orders: LocalizedText("点单", "Orders")
        case .placed: LocalizedText("已点单", "Placed")
        case .accepted: LocalizedText("已接单", "Accepted")
        case .delivered: LocalizedText("已服务", "Delivered")
        case .verified: LocalizedText("居民已确认", "Verified by the resident")
        case .cancelled: LocalizedText("已取消", "Cancelled")
        case .none: LocalizedText("无需处置", "Nothing follows")
        case .selfHelp: LocalizedText("自助调适", "Self-help")
        case .station: LocalizedText("站点咨询", "Station counselling")
        case .hospital: LocalizedText("建议转诊医院", "Hospital referral")
        case .crisis: LocalizedText("危机处置", "Crisis")
        case .once: LocalizedText("次", "once")
        case .month: LocalizedText("月", "month")
        case .quarter: LocalizedText("季度", "quarter")
        case .halfYear: LocalizedText("半年", "half-year")
        case .year: LocalizedText("年", "year")
        case .agency: LocalizedText("进机关", "Agency")
        case .village: LocalizedText("进农村", "Village")
        case .community: LocalizedText("进社区", "Community")
        case .school: LocalizedText("进学校", "School")
        case .company: LocalizedText("进企业", "Company")
        case .unit: LocalizedText("进单位", "Unit")
        case .monday: LocalizedText("周一", "Monday")
        case .tuesday: LocalizedText("周二", "Tuesday")
        case .wednesday: LocalizedText("周三", "Wednesday")
        case .thursday: LocalizedText("周四", "Thursday")
        case .friday: LocalizedText("周五", "Friday")
        case .saturday: LocalizedText("周六", "Saturday")
        case .sunday: LocalizedText("周日", "Sunday")
        }
    }

    /// The word of a code, or the code itself when it is none of these.
    static func word(_ code: String, _ language: Language) -> String {
        CodeWords(rawValue: code)?(language) ?? code
    }
}

import HubModel

/// What the counts are called that profiles make indicators of; a profile of the district's own may name others.
enum CountWords {
    private static let texts: [String: LocalizedText] = [
        "feedback.given": LocalizedText("收到的评价", "feedback given"),
        "feedback.satisfied": LocalizedText("4 分和 5 分的评价", "feedback of 4 and 5"),
        "lectures.feedback": LocalizedText("讲座收到的评价", "feedback on lectures"),
        "lectures.satisfied": LocalizedText("讲座 4 分和 5 分的评价", "feedback of 4 and 5 on lectures"),
        "keyGroups.registered": LocalizedText("登记的重点人群", "residents of key groups registered"),
        "keyGroups.screened": LocalizedText("已筛查的重点人群", "residents of key groups screened"),
        "keyGroups.signed": LocalizedText("已签约的重点人群", "residents of key groups enrolled"),
        "elders.registered": LocalizedText("登记的老年人", "elders registered"),
        "elders.screened": LocalizedText("已筛查的老年人", "elders screened"),
        "elders.withRecord": LocalizedText("已建心理健康档案的老年人", "elders with a mental health record"),
        "livingAlone.registered": LocalizedText("登记的独居老人", "elders living alone registered"),
        "livingAlone.visited": LocalizedText("当月探访过的独居老人", "elders living alone visited in the month"),
        "mothers.registered": LocalizedText("登记的孕产妇", "mothers registered"),
        "mothers.screened": LocalizedText("已筛查的孕产妇", "mothers screened"),
        "childChecks.due": LocalizedText("应做的儿童发育检查", "development checks of children due"),
        "childChecks.inTime": LocalizedText("按期完成的儿童发育检查", "development checks of children in time"),
        "enrolments.itemsDue": LocalizedText("应完成的服务包项目", "items of packages due"),
        "enrolments.itemsDone": LocalizedText("已完成的服务包项目", "items of packages done"),
        "rescreenings.due": LocalizedText("应做的复测", "repeated screenings due"),
        "rescreenings.inTime": LocalizedText("按期完成的复测", "repeated screenings in time"),
        "firstVisits.all": LocalizedText("首访居民", "residents who came for the first time"),
        "firstVisits.returned": LocalizedText("首访后又来的居民", "residents who came again"),
        "firstContacts.all": LocalizedText("首次服务", "first contacts"),
        "firstContacts.calledInTime": LocalizedText("24 小时内回访的首次服务", "first contacts called back within 24 hours"),
        "referrals.sent": LocalizedText("转出的转诊", "referrals sent"),
        "referrals.closed": LocalizedText("已闭环的转诊", "referrals closed"),
        "clues.reported": LocalizedText("网格员上报的线索", "clues of grid stewards"),
        "clues.handledInTime": LocalizedText("按期处置的线索", "clues handled in time"),
        "activities.attendances": LocalizedText("活动参与人次", "attendances at activities"),
        "volunteers.hours": LocalizedText("志愿服务小时", "volunteer hours"),
        "sessions.family": LocalizedText("家庭会谈", "family sessions"),
        "sessions.evening": LocalizedText("夜间咨询", "sessions in the evening"),
        "companies.served": LocalizedText("服务过的用人单位", "companies served"),
    ]

    static func text(of count: String, _ language: Language) -> String { texts[count]?[language] ?? count }

    /// The names that have words.
    static var known: Set<String> { Set(texts.keys) }
}

import HubModel

/// What a figure means, for the list at the end of the page.
struct Definition: Sendable {
    let term: String
    let text: String

    static func all(in language: Language) -> [Definition] {
        terms.map { Definition(term: $0.term[language], text: $0.text[language]) }
    }

    /// How small counts are shown.
    static func notes(limit: Int, _ language: Language) -> [String] {
        [
            FrameWords.smallCellsNote(language).split(separator: "{n}", omittingEmptySubsequences: false)
                .joined(separator: String(limit)),
            FrameWords.withheldNote(language), FrameWords.disclaimer(language),
        ]
    }

    private static let terms: [(term: LocalizedText, text: LocalizedText)] = [
        (
            LocalizedText("已上报", "Reported"),
            LocalizedText(
                "站点声明数据完整至某一时刻，且该时刻在最近 24 小时内。",
                "The station says that its facts are complete through a moment of the last 24 hours.")
        ),
        (
            LocalizedText("曝光", "Exposure"),
            LocalizedText("各渠道内容的阅读、播放和转发次数之和。", "Reads, plays and shares of contents on all channels.")
        ),
        (
            LocalizedText("触达", "Reach"),
            LocalizedText("到访、新增关注与活动参与人次之和。", "Visitors, new followers and attendances at activities.")
        ),
        (
            LocalizedText("转化", "Conversion"),
            LocalizedText("预约、收到的筛查与点单之和。", "Bookings, screenings received and orders placed.")
        ),
        (
            LocalizedText("满意率", "Satisfied"),
            LocalizedText(
                "服务后评价中 4 分和 5 分所占比例；± 为 95% 置信区间（Wilson）的一半。",
                "Scores of 4 and 5 among the feedback after services; ± is half the 95 % interval (Wilson).")
        ),
        (
            LocalizedText("居民推荐占比", "Told by a resident"),
            LocalizedText("登记居民中由其他居民介绍而来的比例。", "Residents registered who came because another resident told them.")
        ),
        (
            LocalizedText("人次与人数", "Attendances and persons"),
            LocalizedText(
                "人次按每次参与计；人数在所选范围内每人在一个站点只计一次。",
                "Attendances count every time; persons count once a station within the period.")
        ),
        (
            LocalizedText("服务点单", "Orders"),
            LocalizedText("按下单日期计入，显示目前所处状态和金额。", "Counted on the day they were placed, in the state they are in now.")
        ),
        (
            LocalizedText("须当日查看", "Same day"),
            LocalizedText(
                "须由专人当日查看的筛查（含 PHQ-9 第 9 题为阳性）逐条列出，人数再少也如实显示，因为必须有人处理。“未处理”不限时间范围，站点更正后才移出。",
                "Screenings that a person must look at on the same day, PHQ-9 item 9 included, are listed one by one; "
                    + "their counts are shown however small, because somebody must act. \"Open\" ones are of any time and "
                    + "stay until the station corrects them.")
        ),
        (
            LocalizedText("小人数的保护", "How small counts are protected"),
            LocalizedText(
                "“<” 和 “*” 由全区和各站点的数字一起决定：把所有页面放在一起，也推算不出被隐藏的人数。",
                "Which counts are hidden is decided over the district and all stations together, so that no set of pages "
                    + "lets anybody work a hidden one out.")
        ),
        (
            LocalizedText("未填完", "Incomplete"),
            LocalizedText(
                "有题目未作答的筛查不计分，缺失的答案从不按零分处理。",
                "A screening with an unanswered item has no total; a missing answer is never a zero.")
        ),
    ]
}

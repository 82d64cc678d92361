import HubModel

/// Texts of the frame of every page.
enum FrameWords: String, Wording {
    case product, overview, period, everything, apply, otherLanguage, skipToContent
    case live, lost, noScript, asOf, backToOverview, definitions, smallCellsNote, withheldNote, disclaimer
    case notFoundTitle, notFoundText, failureTitle, failureText, requestTitle, requestText

    var text: LocalizedText {
        switch self {
        case .product: LocalizedText("心联", "Xinlian")
        case .overview: LocalizedText("总览", "Overview")
        case .period: LocalizedText("时间范围", "Period")
        case .everything: LocalizedText("全部时间", "All time")
        case .apply: LocalizedText("查看", "Show")
        case .otherLanguage: LocalizedText("English", "中文")
        case .skipToContent: LocalizedText("跳到正文", "Skip to content")
        case .live: LocalizedText("实时更新中", "Live")
        case .lost: LocalizedText("连接中断，正在重连", "Connection lost, retrying")
        case .noScript: LocalizedText("刷新页面可看到最新数字", "Reload the page for the newest figures")
        case .asOf: LocalizedText("截至", "as of")
        case .backToOverview: LocalizedText("返回总览", "Back to the overview")
        case .definitions: LocalizedText("数字的含义", "What the figures mean")
        case .smallCellsNote:
            LocalizedText("人数少于 {n} 时显示为“<{n}”", "Counts of fewer than {n} people are shown as “<{n}”")
        case .withheldNote:
            LocalizedText("“*”表示为防止推算出小人数而不显示", "“*” is hidden so that a small count can't be worked out")
        case .disclaimer: LocalizedText("筛查结果不作为诊断依据", "Screening results are not a diagnosis")
        case .notFoundTitle: LocalizedText("没有这个页面", "There is no such page")
        case .notFoundText:
            LocalizedText("请检查网址，或返回总览从站点列表进入。", "Check the address, or start from the list of stations.")
        case .failureTitle: LocalizedText("暂时无法显示", "This can't be shown at the moment")
        case .failureText:
            LocalizedText(
                "数据都在，没有丢失。请稍后刷新；若仍无法显示，请联系系统管理员。",
                "Nothing is lost. Reload in a while; if it stays, tell the administrator.")
        case .requestTitle: LocalizedText("无法按此条件显示", "This can't be shown as asked")
        case .requestText:
            LocalizedText(
                "请检查网址中的时间范围等条件，或返回总览重新选择。", "Check the period in the address, or choose again from the overview.")
        }
    }
}

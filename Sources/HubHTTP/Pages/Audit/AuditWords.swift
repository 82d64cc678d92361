import HubModel
import Protection

/// Texts of the search of the audit trail.
enum AuditWords: String, Wording {
    case title, lead, from, until, stream, type, outcome, who, whoHelp, find, all, export, older, empty, emptyHint
    case time, agentName, role, what, entity, source, reason, place
    case success, refused, failed, system, unknown, stationKey, commandLine, severalAddresses

    var text: LocalizedText {
        switch self {
        case .title: LocalizedText("审计记录", "Audit trail")
        case .lead:
            LocalizedText(
                "谁在何时以何身份查看或更改了什么。查阅本页同样会被记录。",
                "Who saw or changed what, when and as what. Reading this page is recorded too.")
        case .from: LocalizedText("自", "From")
        case .until: LocalizedText("至", "Through")
        case .stream: LocalizedText("单位", "Organization")
        case .type: LocalizedText("类型", "Type")
        case .outcome: LocalizedText("结果", "Outcome")
        case .who: LocalizedText("何人（登录名）", "Who (sign-in name)")
        case .whoHelp: LocalizedText("完整的登录名", "The whole sign-in name")
        case .find: LocalizedText("查找", "Find")
        case .all: LocalizedText("全部", "All")
        case .export: LocalizedText("导出（JSON Lines）", "Export (JSON lines)")
        case .older: LocalizedText("更早的记录", "Older entries")
        case .empty: LocalizedText("没有符合条件的记录", "Nothing matches")
        case .emptyHint: LocalizedText("请放宽日期或其他条件。", "Widen the dates or the other conditions.")
        case .agentName: LocalizedText("何人", "Who")
        case .time: LocalizedText("时间", "Time")
        case .role: LocalizedText("身份", "Acting as")
        case .what: LocalizedText("事项", "What")
        case .entity: LocalizedText("对象与说明", "On what")
        case .source: LocalizedText("来源地址", "From where")
        case .reason: LocalizedText("原因或理由", "Why")
        case .place: LocalizedText("编号", "Entry")
        case .success: LocalizedText("成功", "done")
        case .refused: LocalizedText("被拒绝", "refused")
        case .failed: LocalizedText("失败", "failed")
        case .system: LocalizedText("系统", "the hub")
        case .unknown: LocalizedText("未登录者", "not signed in")
        case .stationKey: LocalizedText("站点", "a station")
        case .commandLine: LocalizedText("命令行", "command line")
        case .severalAddresses: LocalizedText("多个地址", "several addresses")
        }
    }

    static func outcome(_ code: String, _ language: Language) -> String {
        switch AuditEvent.Outcome(rawValue: code) {
        case .success: Self.success(language)
        case .refused: Self.refused(language)
        case .failed: Self.failed(language)
        case nil: code
        }
    }

    static func agent(_ kind: String, _ language: Language) -> String {
        switch AuditEvent.Agent.Kind(rawValue: kind) {
        case .system: Self.system(language)
        case .stationKey: Self.stationKey(language)
        case .unknown, .account, nil: Self.unknown(language)
        }
    }
}

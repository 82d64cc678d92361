import Catalogue
import HubModel

/// The words for parts of plugins and what becomes of them.
enum DifferenceWords {
    static func part(_ part: PluginDifference.Part) -> LocalizedText {
        switch part {
        case .package: LocalizedText("服务包", "Package")
        case .activity: LocalizedText("活动", "Activity")
        case .instrument: LocalizedText("量表", "Instrument")
        case .threshold: LocalizedText("分数线", "Threshold")
        case .followUp: LocalizedText("随访规则", "Follow-up rule")
        case .outreach: LocalizedText("提醒规则", "Outreach rule")
        case .ritual: LocalizedText("固定活动日", "Ritual")
        case .indicator: LocalizedText("指标", "Indicator")
        case .problem: LocalizedText("咨询问题", "Counselling problem")
        }
    }

    static func change(_ change: PluginDifference.Change) -> LocalizedText {
        switch change {
        case .added: LocalizedText("新增", "added")
        case .removed: LocalizedText("取消", "removed")
        case .changed: LocalizedText("改动", "changed")
        }
    }
}

import HubModel

/// How the kinds of facts about residents are called.
enum RecordWords: String, Wording {
    case registered = "resident.registered"
    case consentGiven = "consent.given"
    case consentWithdrawn = "consent.withdrawn"
    case screened = "screening.completed"
    case attended = "activity.attended"
    case placed = "order.placed"
    case accepted = "order.accepted"
    case delivered = "order.delivered"
    case verified = "order.verified"
    case cancelled = "order.cancelled"
    case enrolled = "enrolment.started"
    case itemDone = "enrolment.itemDone"
    case enrolmentEnded = "enrolment.ended"
    case feedback = "feedback.given"
    case correction

    var text: LocalizedText {
        switch self {
        case .registered: LocalizedText("登记", "Registered")
        case .consentGiven: LocalizedText("同意", "Consent given")
        case .consentWithdrawn: LocalizedText("撤回同意", "Consent withdrawn")
        case .screened: LocalizedText("筛查", "Screening")
        case .attended: LocalizedText("参加活动", "Activity attended")
        case .placed: LocalizedText("点单", "Order placed")
        case .accepted: LocalizedText("接单", "Order accepted")
        case .delivered: LocalizedText("已服务", "Service delivered")
        case .verified: LocalizedText("居民确认", "Verified by the resident")
        case .cancelled: LocalizedText("取消点单", "Order cancelled")
        case .enrolled: LocalizedText("签约服务包", "Enrolled in a package")
        case .itemDone: LocalizedText("完成服务包项目", "Item of a package done")
        case .enrolmentEnded: LocalizedText("结束服务包", "Enrolment ended")
        case .feedback: LocalizedText("评价", "Feedback")
        case .correction: LocalizedText("更正记录", "Correction")
        }
    }

    static func text(of kind: String, _ language: Language) -> String { RecordWords(rawValue: kind)?(language) ?? kind }
}

import HubModel

/// What data is used for, as residents consent to it.
enum PurposeWords: String, Wording {
    case service, screening, referral, outreach, linkage, story, research
    case emergencyContact = "emergency-contact"

    var text: LocalizedText {
        switch self {
        case .service: LocalizedText("接受服务", "Service")
        case .screening: LocalizedText("心理筛查", "Screening")
        case .referral: LocalizedText("转诊", "Referral")
        case .outreach: LocalizedText("主动联系", "Being contacted")
        case .linkage: LocalizedText("跨站识别", "Recognition at other stations")
        case .story: LocalizedText("故事分享", "Telling the story")
        case .research: LocalizedText("研究", "Research")
        case .emergencyContact: LocalizedText("紧急情况联系", "Being contacted in emergencies")
        }
    }

    static func text(of code: String, _ language: Language) -> String {
        PurposeWords(rawValue: code)?(language) ?? code
    }
}

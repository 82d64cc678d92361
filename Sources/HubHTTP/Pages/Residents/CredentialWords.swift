import DistrictConfig
import HubModel

/// What entitles counsellors to their work.
enum CredentialWords: String, Wording {
    case counsellor
    case socialWorker = "social-worker"
    case psychotherapist, psychiatrist, nurse

    var text: LocalizedText {
        switch self {
        case .counsellor: LocalizedText("心理咨询师", "counsellor")
        case .socialWorker: LocalizedText("社会工作者", "social worker")
        case .psychotherapist: LocalizedText("心理治疗师", "psychotherapist")
        case .psychiatrist: LocalizedText("精神科医师", "psychiatrist")
        case .nurse: LocalizedText("护士", "nurse")
        }
    }

    static func text(of credential: Counsellor.Credential, _ language: Language) -> String {
        CredentialWords(rawValue: credential.rawValue)?(language) ?? credential.rawValue
    }
}

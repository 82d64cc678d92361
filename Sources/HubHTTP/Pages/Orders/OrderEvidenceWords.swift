import HubModel

/// How a resident verified.
enum OrderEvidenceWords: String, Wording {
    case oneTimeLink = "one-time-link"
    case oneTimeCode = "one-time-code"

    var text: LocalizedText {
        switch self {
        case .oneTimeLink: LocalizedText("用一次性链接", "by a one-time link")
        case .oneTimeCode: LocalizedText("用当面确认码", "by a code at the counter")
        }
    }
}

import HubModel

/// What residents are tagged with [RES-1].
enum TagWords: String, Wording {
    case livesAlone = "lives-alone"
    case lowIncome = "low-income"
    case disabled
    case newMother = "new-mother"
    case examYear = "exam-year"
    case referredByResident = "referred-by-resident"

    var text: LocalizedText {
        switch self {
        case .livesAlone: LocalizedText("独居", "lives alone")
        case .lowIncome: LocalizedText("低收入", "low income")
        case .disabled: LocalizedText("残疾", "disabled")
        case .newMother: LocalizedText("新手妈妈", "new mother")
        case .examYear: LocalizedText("考生", "exam year")
        case .referredByResident: LocalizedText("居民介绍", "brought by a resident")
        }
    }

    static func text(of code: String, _ language: Language) -> String { TagWords(rawValue: code)?(language) ?? code }
}

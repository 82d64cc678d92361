import HubModel
import PageKit

/// Texts of the pages about residents.
enum ResidentWords: String, Wording {
    static let section = "resident"

    case menu
    case title, lead, filter, filterHelp, show, none, noneHint, noMatch, id, birthYears, sex, tags, consents, registered
    case older, back, resident, notRegistered, unreadable, noConsents, decisions, purpose, textVersion, decision, when
    case given, withdrawn, records, noRecords, what, details, recordedBy, state, counts, corrected, takenBack,
        quarantined
    case erase, eraseEffect, eraseReason, eraseReasonHelp, eraseConfirm, eraseConfirmHelp, wrongConfirmation
    case missingReason, backToRecord
    case export, exportHint, rights, erased, erasedHint, latestOnly, female, male, other, unknown

    var placeholders: Set<String> {
        switch self {
        case .eraseConfirmHelp: ["id"]
        case .latestOnly: ["n"]
        default: []
        }
    }

    static func sex(_ sex: ResidentRegistered.Sex, _ language: Language) -> String {
        (ResidentWords(rawValue: sex.rawValue) ?? .unknown)(language)
    }
}

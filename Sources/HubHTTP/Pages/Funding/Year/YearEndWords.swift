import HubModel
import PageKit

/// Texts of the page on the end of a year.
enum YearEndWords: String, Wording {
    static let section = "yearEnd"

    case title, lead, line, decision, carryOver, lapse, settle, settleEffect, settleTitle, nothingLeft
    case close, closeTitle, closeEffect, restore, restoreTitle, restoreEffect, asQuota, left, carried, noLine, back
    case doneSettled, doneClosed, doneRestored

    var placeholders: Set<String> {
        switch self {
        case .title: ["year"]
        case .doneSettled, .doneRestored: ["amount"]
        case .doneClosed: ["n"]
        default: []
        }
    }
}

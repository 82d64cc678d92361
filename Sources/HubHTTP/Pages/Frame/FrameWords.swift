import HubModel
import PageKit

/// Texts of the frame of every page.
enum FrameWords: String, Wording {
    static let section = "frame"

    case product, overview, period, everything, apply, otherLanguage, skipToContent
    case live, lost, noScript, asOf, backToOverview, definitions, smallCellsNote, withheldNote, disclaimer
    case notFoundTitle, notFoundText, failureTitle, failureText, requestTitle, requestText

    var placeholders: Set<String> {
        switch self {
        case .smallCellsNote: ["n"]
        default: []
        }
    }
}

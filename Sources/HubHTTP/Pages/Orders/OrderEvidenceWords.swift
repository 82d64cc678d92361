import HubModel
import PageKit

/// How a resident verified.
enum OrderEvidenceWords: String, Wording {
    static let section = "orderEvidence"

    case oneTimeLink = "one-time-link"
    case oneTimeCode = "one-time-code"
}

import HubModel
import PageKit

/// How the kinds of facts about residents are called.
enum RecordWords: String, Wording {
    static let section = "record"

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

    static func text(of kind: String, _ language: Language) -> String { RecordWords(rawValue: kind)?(language) ?? kind }
}

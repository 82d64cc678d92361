import HubModel
import PageKit

/// What data is used for, as residents consent to it.
enum PurposeWords: String, Wording {
    static let section = "purpose"

    case service, screening, referral, outreach, linkage, story, research
    case emergencyContact = "emergency-contact"
}

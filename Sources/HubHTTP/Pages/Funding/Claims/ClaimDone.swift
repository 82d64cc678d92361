import HubModel
import PageKit

/// What a form says that it did, in the address that it leads to.
enum ClaimDone: String {
    case withdrawn, approved, rejected, paid, returned

    func words(_ language: Language) -> String {
        switch self {
        case .withdrawn: ClaimWords.doneWithdrawn(language)
        case .approved: ClaimWords.doneApproved(language)
        case .rejected: ClaimWords.doneRejected(language)
        case .paid: ClaimWords.donePaid(language)
        case .returned: ClaimWords.doneReturned(language)
        }
    }
}

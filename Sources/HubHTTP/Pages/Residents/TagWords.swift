import HubModel
import PageKit

/// What residents are tagged with [RES-1].
enum TagWords: String, Wording {
    static let section = "tag"

    case livesAlone = "lives-alone"
    case lowIncome = "low-income"
    case disabled
    case newMother = "new-mother"
    case examYear = "exam-year"
    case referredByResident = "referred-by-resident"
}

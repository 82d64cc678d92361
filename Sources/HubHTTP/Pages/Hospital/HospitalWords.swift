import HubModel
import PageKit

/// Texts of a hospital's page.
enum HospitalWords: String, Wording {
    static let section = "hospital"

    case menu
    case empty
}

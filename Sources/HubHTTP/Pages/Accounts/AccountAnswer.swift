import Foundation
import Identity

/// An account as JSON for those who administer it.
struct AccountAnswer: Encodable {
    var id: String
    var signInName: String
    var displayName: String
    var state: String
    var roles: [String]
    var secondFactor: Bool

    init(_ account: AccountSummary) {
        id = account.id.uuidString.lowercased()
        signInName = account.profile.signInName.text
        displayName = account.profile.displayName
        state = account.state.rawValue
        roles = account.assignments.map(\.fieldValue)
        secondFactor = account.hasSecondFactor
    }
}

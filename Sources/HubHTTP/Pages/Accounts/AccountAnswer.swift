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

    static let schema = """
        {"type":"array","items":{"type":"object",\
        "required":["id","signInName","displayName","state","roles","secondFactor"],"properties":\
        {"id":{"type":"string","format":"uuid"},"signInName":{"type":"string"},"displayName":{"type":"string"},\
        "state":{"type":"string"},"roles":{"type":"array","items":{"type":"string"}},\
        "secondFactor":{"type":"boolean"}}}}
        """

    init(_ account: AccountSummary) {
        id = account.id.uuidString.lowercased()
        signInName = account.profile.signInName.text
        displayName = account.profile.displayName
        state = account.state.rawValue
        roles = account.assignments.map(\.fieldValue)
        secondFactor = account.hasSecondFactor
    }
}

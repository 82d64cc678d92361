import HubModel
import Identity
import PageKit
import Protection

/// Who looks at a page, as what, and where the person can go.
struct PageViewer: Sendable {
    struct Entry: Sendable {
        let text: String
        let address: String
        let isCurrent: Bool
    }

    struct OtherRole: Sendable {
        let text: String
        let value: String
    }

    let name: String
    let role: String
    /// At most seven.
    let entries: [Entry]
    let account: PageLink
    let signOut: String
    let switchRole: String
    let others: [OtherRole]
    let token: String
    let words: Words<ViewerWords>

    /// - Parameters:
    ///   - names: how stations and hospitals are called.
    ///   - path: of the page that is shown.
    init(_ signedIn: SignedIn, token: String, names: OrganizationNames, language: Language, path: String) {
        name = signedIn.profile.displayName
        role = names.text(of: signedIn.acting, language)
        entries = Navigation.links(of: signedIn.acting, at: path, language)
        account = PageLink(text: ViewerWords.account(language), address: language.address("/account"))
        signOut = language.address("/sign-out")
        switchRole = language.address("/account/role")
        others = signedIn.assignments.filter { $0 != signedIn.acting }.map {
            OtherRole(text: names.text(of: $0, language), value: $0.fieldValue)
        }
        self.token = token
        words = Words(language)
    }
}

extension RoleAssignment {
    /// The value of a form's field: `role@organization`.
    var fieldValue: String { "\(role.rawValue)@\(organization.code)" }

    init?(fieldValue: String) {
        let parts = fieldValue.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let role = Role(rawValue: String(parts[0])),
            let organization = Organization(kind: role.organizationKind, code: String(parts[1]))
        else { return nil }
        self.init(role, at: organization)
    }
}

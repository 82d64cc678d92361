import Foundation
import Hummingbird
import Identity
import PageKit
import Protection

/// The list of accounts, as a page and as JSON.
extension AccountAdministration {
    func list(_ request: Request, _ context: HubContext) async throws -> Response {
        try pages.answer(try await listPage(FormFields(request.uri.query ?? "")["q"] ?? "", context))
    }

    func listJSON(_ request: Request, _ context: HubContext) async throws -> Response {
        let accounts = try await ListAccounts(self.context)(as: try context.person().principal, at: pages.now())
        return try JSONAnswer.response(accounts.map(AccountAnswer.init))
    }

    func listPage(_ filter: String, _ context: HubContext) async throws -> AccountListPage {
        let signedIn = try context.person()
        let accounts = try await ListAccounts(self.context)(as: signedIn.principal, at: pages.now())
        let title = AdministrationWords.title(of: signedIn.acting, context.language)
        return AccountListPage(
            accounts, filter: filter, base: AccountPlace.base(of: context), choices: choices(for: signedIn.principal),
            frame: pages.frame(title, path: AccountPlace.base(of: context), context), title: title, names: pages.names,
            formats: pages.formats(context.language), token: context.formToken)
    }
}

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

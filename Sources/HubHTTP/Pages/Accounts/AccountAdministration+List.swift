import Hummingbird
import Identity
import PageKit

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

import Hummingbird
import Identity
import PageKit
import Protection

/// The form for a new account, below the list.
extension AccountAdministration {
    func create(_ request: Request, _ context: HubContext) async throws -> Response {
        do {
            let profile = try AccountProfile(
                signInName: context.form["name"] ?? "", displayName: context.form["display-name"] ?? "",
                phone: context.form["phone"] ?? "")
            let (account, link) = try await CreateAccount(self.context)(
                profile, assignment: try assignment(context), as: try context.person().principal,
                origin: context.origin,
                at: pages.now())
            return try await linkAnswer(link, of: account, context)
        } catch let error as IdentityError {
            guard let text = AdministrationWords.text(for: error, context.language) else { throw error }
            var page = try await listPage("", context)
            page.mistake(text, typed: context.form)
            return try pages.answer(page, status: .unprocessableContent)
        }
    }
}

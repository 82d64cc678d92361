import Foundation
import HubModel
import Hummingbird
import Identity
import PageKit
import Protection

/// The page of one account and what can be done there.
extension AccountAdministration {
    func changesOfOne(_ place: AccountPlace) -> [Route] {
        [
            change(place, "/{id}/disable", "Disables an account") { account, principal, context in
                try await administer.disable(account, as: principal, origin: context.origin, at: pages.now())
                return nil
            },
            change(place, "/{id}/enable", "Enables an account again") { account, principal, context in
                try await administer.enable(account, as: principal, origin: context.origin, at: pages.now())
                return nil
            },
            change(place, "/{id}/reset", "Gives a new one-time link") { account, principal, context in
                try await administer.reset(
                    account, secondFactor: context.form["second-factor"] != nil, as: principal, origin: context.origin,
                    at: pages.now())
            },
            change(place, "/{id}/assign", "Gives an account another role") { account, principal, context in
                try await administer.assign(
                    try assignment(context), to: account, as: principal, origin: context.origin, at: pages.now())
                return nil
            },
            change(place, "/{id}/withdraw", "Takes a role away") { account, principal, context in
                try await administer.withdraw(
                    try assignment(context), from: account, as: principal, origin: context.origin, at: pages.now())
                return nil
            },
        ]
    }

    private var administer: AdministerAccount { AdministerAccount(context) }

    /// A change of one account; a new link is shown once, anything else leads back to the account's page.
    private func change(
        _ place: AccountPlace, _ path: String, _ summary: String,
        _ body: @escaping @Sendable (UUID, Principal, HubContext) async throws -> SecretToken?
    ) -> Route {
        place.changes(path, summary) { _, context in
            let account = try context.id()
            do {
                if let link = try await body(account, try context.person().principal, context) {
                    return try await linkAnswer(link, of: account, context)
                }
                let address = "\(AccountPlace.base(of: context))/\(account.uuidString.lowercased())"
                return .seeOther(context.language.address(address))
            } catch let error as IdentityError {
                guard let text = AdministrationWords.text(for: error, context.language) else { throw error }
                return try pages.answer(
                    try await accountPage(account, context, error: text), status: .unprocessableContent)
            }
        }
    }

    func show(_ request: Request, _ context: HubContext) async throws -> Response {
        try pages.answer(try await accountPage(try context.id(), context, error: nil))
    }

    func accountPage(_ id: UUID, _ context: HubContext, error: String?) async throws -> FormPage {
        let (principal, base) = (try context.person().principal, AccountPlace.base(of: context))
        guard let account = try await ListAccounts(self.context).one(id, as: principal, at: pages.now()) else {
            throw Problem.notFound()
        }
        let builder = AccountForms(
            account: account, base: base, choices: choices(for: principal), names: pages.names,
            language: context.language, isOwn: try context.person().account == id)
        var page = pages.form(account.profile.displayName, path: base, context)
        page.error = error
        page.lead = builder.lead
        page.forms = builder.forms
        page.links = [
            PageLink(text: AdministrationWords.back(context.language), address: context.language.address(base))
        ]
        return page
    }
}

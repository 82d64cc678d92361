import Foundation
import HTTPTypes
import HubModel
import Hummingbird
import Identity
import Protection

/// The pages on which a director administers all accounts and a station's manager those of the station.
struct AccountAdministration {
    let context: IdentityContext
    let pages: PageMaker

    /// One of the two places where the pages stand.
    private struct Place {
        /// `/administration/accounts` or `/stations/{code}/staff`.
        let path: String
        let roles: Set<Role>
        let scope: PeoplePolicy.Scope
        let parameters: [RouteParameter]
    }

    private static let code = RouteParameter(
        "code", in: .path, required: true, schema: #"{"type":"string"}"#, "The station's code")
    private static let id = RouteParameter(
        "id", in: .path, required: true, schema: #"{"type":"string","format":"uuid"}"#, "The account's id")

    private static let places = [
        Place(path: "/administration/accounts", roles: [.director], scope: .district, parameters: []),
        Place(
            path: "/stations/{code}/staff", roles: [.stationManager], scope: .station(parameter: "code"),
            parameters: [code]),
    ]

    var routes: [Route] {
        Self.places.flatMap { place in
            [
                Route(
                    .get, place.path, policy: .people(place.roles, place.scope, .list), "The accounts",
                    parameters: place.parameters, answer: .page, handler: list),
                Route(
                    .get, "/api/v1" + place.path, policy: .people(place.roles, place.scope, .list), "The accounts",
                    parameters: place.parameters, answer: .json(), handler: listJSON),
                change(place, "", "Creates an account", create),
                Route(
                    .get, place.path + "/{id}", policy: .people(place.roles, place.scope, .single), "One account",
                    parameters: place.parameters + [Self.id], answer: .page, problems: [404], handler: show),
                change(place, "/{id}/disable", "Disables an account") { account, context in
                    try await administer.disable(
                        account, as: try context.person().principal, origin: context.origin, at: pages.now())
                    return nil
                },
                change(place, "/{id}/enable", "Enables an account again") { account, context in
                    try await administer.enable(
                        account, as: try context.person().principal, origin: context.origin, at: pages.now())
                    return nil
                },
                change(place, "/{id}/reset", "Gives a new one-time link") { account, context in
                    try await administer.reset(
                        account, secondFactor: context.form["second-factor"] != nil,
                        as: try context.person().principal, origin: context.origin, at: pages.now())
                },
                change(place, "/{id}/assign", "Gives an account another role") { account, context in
                    try await administer.assign(
                        try assignment(context), to: account, as: try context.person().principal,
                        origin: context.origin,
                        at: pages.now())
                    return nil
                },
                change(place, "/{id}/withdraw", "Takes a role away") { account, context in
                    try await administer.withdraw(
                        try assignment(context), from: account, as: try context.person().principal,
                        origin: context.origin,
                        at: pages.now())
                    return nil
                },
            ]
        }
    }

    private var administer: AdministerAccount { AdministerAccount(context) }

    private func change(
        _ place: Place, _ path: String, _ summary: String, _ handler: @escaping Route.Handler
    ) -> Route {
        Route(
            .post, place.path + path, policy: .people(place.roles, place.scope, .change), summary,
            parameters: place.parameters + (path.isEmpty ? [] : [Self.id]), request: .form, answer: .page,
            problems: [404, 413, 415, 422], handler: handler)
    }

    /// A change of one account; a new link is shown once, anything else leads back to the account's page.
    private func change(
        _ place: Place, _ path: String, _ summary: String,
        _ body: @escaping @Sendable (UUID, HubContext) async throws -> SecretToken?
    ) -> Route {
        change(place, path, summary) { _, context in
            let account = try accountID(context)
            do {
                if let link = try await body(account, context) {
                    return try await linkAnswer(link, of: account, context)
                }
                return .seeOther(context.language.address("\(base(context))/\(account.uuidString.lowercased())"))
            } catch let error as IdentityError {
                guard let text = AdministrationWords.text(for: error, context.language) else { throw error }
                return try pages.answer(
                    try await accountPage(account, context, error: text), status: .unprocessableContent)
            }
        }
    }

    private func accountID(_ context: HubContext) throws -> UUID {
        guard let id = context.parameters.get("id").flatMap(UUID.init(uuidString:)) else { throw Problem.notFound() }
        return id
    }

    private func assignment(_ context: HubContext) throws -> RoleAssignment {
        guard let role = context.form["role"].flatMap(RoleAssignment.init(fieldValue:)) else {
            throw IdentityError.invalidAssignment
        }
        return role
    }

    /// The path of the list that the request is below.
    private func base(_ context: HubContext) -> String {
        context.parameters.get("code").map { "/stations/\($0)/staff" } ?? "/administration/accounts"
    }

    // Pages

    private func list(_ request: Request, _ context: HubContext) async throws -> Response {
        try pages.answer(try await listPage(request.uri.queryParameters["q"].map { String($0) } ?? "", context))
    }

    private func listJSON(_ request: Request, _ context: HubContext) async throws -> Response {
        let accounts = try await ListAccounts(self.context)(as: try context.person().principal, at: pages.now())
        return try JSONAnswer.response(accounts.map(AccountAnswer.init))
    }

    private func listPage(_ filter: String, _ context: HubContext) async throws -> AccountListPage {
        let signedIn = try context.person()
        let accounts = try await ListAccounts(self.context)(as: signedIn.principal, at: pages.now())
        let title = AdministrationWords.title(of: signedIn.acting, context.language)
        return AccountListPage(
            accounts, filter: filter, base: base(context), choices: choices(for: signedIn.principal),
            frame: pages.frame(title, path: base(context), context), title: title, names: pages.names,
            formats: pages.formats(context.language), token: context.formToken)
    }

    private func create(_ request: Request, _ context: HubContext) async throws -> Response {
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

    private func show(_ request: Request, _ context: HubContext) async throws -> Response {
        try pages.answer(try await accountPage(try accountID(context), context, error: nil))
    }

    private func accountPage(_ id: UUID, _ context: HubContext, error: String?) async throws -> FormPage {
        let principal = try context.person().principal
        guard let account = try await ListAccounts(self.context).one(id, as: principal, at: pages.now()) else {
            throw Problem.notFound()
        }
        let builder = AccountForms(
            account: account, base: base(context), choices: choices(for: principal), names: pages.names,
            language: context.language, isOwn: try context.person().account == id)
        var page = pages.form(account.profile.displayName, path: base(context), context)
        page.error = error
        page.lead = builder.lead
        page.forms = builder.forms
        page.links = [
            PageLink(text: AdministrationWords.back(context.language), address: context.language.address(base(context)))
        ]
        return page
    }

    private func linkAnswer(_ link: SecretToken, of account: UUID, _ context: HubContext) async throws -> Response {
        let language = context.language
        var page = pages.form(AdministrationWords.linkTitle(language), path: base(context), context)
        page.lead = AdministrationWords.linkLead(language)
        page.codes = [pages.address("/sign-in/link?token=\(link.text)", context)]
        page.links = [
            PageLink(
                text: AdministrationWords.back(language),
                address: language.address("\(base(context))/\(account.uuidString.lowercased())"))
        ]
        return try pages.answer(page)
    }

    /// The roles that somebody may give.
    private func choices(for principal: Principal) -> [RoleAssignment] {
        let all: [RoleAssignment] = Role.allCases.flatMap { role -> [RoleAssignment] in
            switch role.organizationKind {
            case .bureau: [RoleAssignment(role, at: .bureau)].compactMap { $0 }
            case .station: pages.names.stations.keys.sorted().compactMap { RoleAssignment(role, at: .station($0)) }
            case .hospital: pages.names.hospitals.keys.sorted().compactMap { RoleAssignment(role, at: .hospital($0)) }
            }
        }
        return all.filter { principal.assigns($0) }
    }
}

/// An account as JSON for those who administer it.
private struct AccountAnswer: Encodable {
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

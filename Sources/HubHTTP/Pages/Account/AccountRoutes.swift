import Foundation
import HTTPTypes
import HubModel
import HubRuntime
import Hummingbird
import Identity
import PageKit
import Protection

/// The page of the own account: sessions, password, second factor, the role acted in.
struct AccountRoutes {
    let context: IdentityContext
    let pages: PageMaker
    /// Whether there is an OpenID provider to link the account with.
    let hasProvider: Bool

    private func change(
        _ path: String, _ summary: String, parameters: [RouteParameter] = [], problems: [Int] = [],
        _ handler: @escaping Route.Handler
    ) -> Route {
        Route(
            .post, path, policy: .people(.everybody, .own, .change), summary, parameters: parameters, request: .form,
            answer: .page, problems: [413, 415, 422] + problems, handler: handler)
    }

    var routes: [Route] {
        [
            Route(
                .get, "/account", policy: .people(.everybody, .own, .form), "The own account", answer: .page
            ) { _, context in try pages.answer(try await page(context)) },
            Route(
                .get, "/api/v1/me", policy: .people(.everybody, .own, .form), "Who is signed in, and as what",
                answer: .json(of: Me.self)
            ) { _, context in try JSONAnswer.response(Me(try context.person())) },
            Route(
                .get, "/api/v1/me/sessions", policy: .people(.everybody, .own, .form), "The own sessions",
                answer: .json(of: [SessionAnswer].self)
            ) { _, context in
                let signedIn = try context.person()
                let entries = try await ListSessions(self.context)(signedIn, at: pages.now())
                return try JSONAnswer.response(entries.map { SessionAnswer($0, own: signedIn.session) })
            },
            change("/account/role", "Acts in another of the own roles", switchRole),
            change("/account/password", "Changes the own password", changePassword),
            change("/account/second-factor", "Takes the own second factor away", removeSecondFactor),
            change("/account/sessions/others", "Ends the own other sessions") { _, context in
                try await EndSession(self.context).others(
                    of: try context.person(), origin: context.origin, at: pages.now())
                return .seeOther(context.language.address("/account"))
            },
            change(
                "/account/sessions/{id}/end", "Ends one of the own sessions",
                parameters: [.id(of: "session")], endSession),
        ]
    }

    private func switchRole(_ request: Request, _ context: HubContext) async throws -> Response {
        guard let token = context.token, let role = context.form["role"].flatMap(RoleAssignment.init(fieldValue:))
        else { throw IdentityError.invalidAssignment }
        try await SwitchRole(self.context)(
            to: role, token: token, signedIn: try context.person(), origin: context.origin,
            at: pages.now())
        return .seeOther(context.language.address(Navigation.home(of: role)))
    }

    private func endSession(_ request: Request, _ context: HubContext) async throws -> Response {
        let signedIn = try context.person()
        guard
            try await EndSession(self.context)(
                try context.id(), of: signedIn, origin: context.origin, at: pages.now())
        else { throw Problem.notFound() }
        return .seeOther(context.language.address("/account"))
    }

    private func changePassword(_ request: Request, _ context: HubContext) async throws -> Response {
        let language = context.language
        do {
            guard context.form["new"] == context.form["again"] else { throw MistypedPassword() }
            let opened = try await ChangePassword(self.context)(
                from: context.form["old"] ?? "", to: context.form["new"] ?? "", signedIn: try context.person(),
                origin: context.origin, at: pages.now())
            return .seeOther(language.address("/account?changed=1"))
                .settingCookie(HubCookie.session.setting(opened.token.text))
        } catch {
            return try await mistake(error, context)
        }
    }

    private struct MistypedPassword: Error {}

    private func removeSecondFactor(_ request: Request, _ context: HubContext) async throws -> Response {
        do {
            try await SetUpSecondFactor(self.context).remove(
                password: context.form["password"] ?? "", signedIn: try context.person(), origin: context.origin,
                at: pages.now())
            return .seeOther(context.language.address("/sign-in/second-factor"))
        } catch {
            return try await mistake(error, context)
        }
    }

    /// The page again with what was wrong.
    private func mistake(_ error: any Error, _ context: HubContext) async throws -> Response {
        let words =
            error is MistypedPassword
            ? SignInWords.mismatch(context.language) : AccountWords.text(for: error, context.language, now: pages.now())
        guard let words else { throw error }
        var page = try await page(context)
        page.error = words
        return try pages.answer(page, status: SignInRoutes.status(of: error))
    }

    private func page(_ context: HubContext) async throws -> AccountPage {
        let signedIn = try context.person()
        let sessions = try await ListSessions(self.context)(signedIn, at: pages.now())
        return AccountPage(
            signedIn, sessions: sessions,
            frame: pages.frame(
                ViewerWords.account(context.language), path: "/account", context),
            names: pages.names, isLinked: hasProvider ? try await LinkIdentity(self.context).isLinked(signedIn) : nil,
            formats: pages.formats(context.language), token: context.formToken)
    }
}

/// Who is signed in, as JSON.
private struct Me: Encodable {
    struct Assignment: Encodable {
        var role: String
        var organizationKind: String
        var organization: String

        init(_ assignment: RoleAssignment) {
            role = assignment.role.rawValue
            organizationKind = assignment.organization.kind.rawValue
            organization = assignment.organization.code
        }
    }

    var account: String
    var displayName: String
    var acting: Assignment
    var assignments: [Assignment]
    var secondFactor: Bool

    private static let assignmentSchema = """
        {"type":"object","required":["role","organizationKind","organization"],"properties":\
        {"role":{"type":"string"},"organizationKind":{"enum":["bureau","station","hospital"]},\
        "organization":{"type":"string"}}}
        """

    init(_ signedIn: SignedIn) {
        account = signedIn.account.uuidString.lowercased()
        displayName = signedIn.profile.displayName
        acting = Assignment(signedIn.acting)
        assignments = signedIn.assignments.map(Assignment.init)
        secondFactor = signedIn.hasSecondFactor
    }
}

private struct SessionAnswer: Encodable {
    var id: String
    var createdAt: Date
    var lastSeenAt: Date
    var address: String
    var agent: String
    var isThis: Bool

    init(_ entry: ListSessions.Entry, own: UUID) {
        id = entry.id.uuidString.lowercased()
        createdAt = entry.createdAt
        lastSeenAt = entry.lastSeenAt
        address = entry.address
        agent = entry.agent
        isThis = entry.id == own
    }
}

extension AccountRoutes: HubRouteGroup {
    static let pages: [any PageModel.Type] = [AccountPage.self]
    static let words: [any WordSection.Type] = [AccountWords.self]
    static let menu: [MenuEntry<Role>] = [
        MenuEntry("/account", ViewerWords.account, for: [.volunteer], rank: 0)
    ]

    init(_ services: HubServices) {
        self.init(
            context: services.hub.identity, pages: services.pages, hasProvider: services.settings.provider != nil)
    }
}

import HubRuntime
import Hummingbird
import Identity
import Logging
import PageKit
import Protection

/// Signing in with, and linking, an account at the district's identity service (OpenID Connect).
struct ProviderRoutes {
    let context: IdentityContext
    let pages: PageMaker
    let provider: OpenIDProvider
    let refusals: RefusedAttempts

    private static let answerParameters = ["code", "state", "error"].map {
        RouteParameter($0, in: .query, schema: #"{"type":"string"}"#, "What the identity service sends back")
    }

    var routes: [Route] {
        [
            Route(
                .get, "/sign-in/provider", policy: .signIn, "Leads to the district's identity service",
                answer: .page, problems: [422], handler: leave),
            Route(
                .get, "/sign-in/provider/answer", policy: .signIn, "Where the identity service sends people back to",
                parameters: Self.answerParameters, answer: .page, problems: [422], handler: answer),
            Route(
                .get, "/account/provider", policy: .people(.everybody, .own, .form),
                "The form that links the own account with the identity service", answer: .page
            ) { _, context in try pages.answer(linkPage(context)) },
            Route(
                .post, "/account/provider", policy: .people(.everybody, .own, .change),
                "Begins to link the own account with the identity service", request: .form, answer: .page,
                problems: [413, 415, 422], handler: beginLink),
            Route(
                .post, "/account/provider/remove", policy: .people(.everybody, .own, .change),
                "Takes the link with the identity service away", request: .form, answer: .page,
                problems: [413, 415]
            ) { _, context in
                try await LinkIdentity(self.context).remove(
                    from: try context.person(), origin: context.origin, at: pages.now())
                return .seeOther(context.language.address("/account"))
            },
        ]
    }

    // On the way there

    private func leave(_ request: Request, _ context: HubContext) async throws -> Response {
        let attempt = SignInAttempt()
        let note = ProviderNote(language: context.language, next: ReturnAddress(request))
        do {
            let address = try await provider.authorizationAddress(
                for: attempt, purpose: .signIn, note: note.text, context: self.context, at: pages.now())
            return .seeOther(address).settingCookie(Self.cookie(attempt))
        } catch {
            return try failure(error, context)
        }
    }

    private func linkPage(_ context: HubContext) -> FormPage {
        let language = context.language
        var page = pages.form(AccountWords.link(language), path: "/account", context)
        page.lead = AccountWords.linkLead(language)
        page.forms = [
            FormPage.Form(
                action: language.address("/account/provider"),
                fields: [
                    FormPage.Field(
                        name: "password", label: AccountWords.oldPassword(language), type: "password",
                        autocomplete: "current-password", hasFocus: true)
                ], button: SignInWords.confirm(language))
        ]
        page.links = [
            PageLink(text: AccountWords.backToAccount(language), address: language.address("/account"))
        ]
        return page
    }

    /// Shows a link to follow, since browsers hold a form's redirect to another site against the page's policy.
    private func beginLink(_ request: Request, _ context: HubContext) async throws -> Response {
        let (signedIn, attempt) = (try context.person(), SignInAttempt())
        var page = linkPage(context)
        do {
            try await LinkIdentity(self.context).confirm(
                context.form["password"] ?? "", of: signedIn, origin: context.origin, at: pages.now())
            let address = try await provider.authorizationAddress(
                for: attempt, purpose: .link(account: signedIn.account),
                note: ProviderNote(language: context.language, next: ReturnAddress("/account")).text,
                context: self.context, at: pages.now())
            page.forms = []
            page.lead = nil
            page.success = AccountWords.passwordRight(context.language)
            page.onward = PageLink(text: AccountWords.onward(context.language), address: address)
            return try pages.answer(page).settingCookie(Self.cookie(attempt))
        } catch {
            guard let text = AccountWords.text(for: error, context.language, now: pages.now()) else { throw error }
            page.error = text
            return try pages.answer(page, status: SignInRoutes.status(of: error))
        }
    }

    private static func cookie(_ attempt: SignInAttempt) -> String {
        HubCookie.provider.setting(attempt.token.text, seconds: SignInAttempt.seconds)
    }

    // On the way back

    private func answer(_ request: Request, _ context: HubContext) async throws -> Response {
        var context = context
        let signedIn = try await person(at: request)
        do {
            func value(_ name: Substring) -> String? { request.uri.queryParameters[name].map { String($0) } }
            let received = try await ReceiveIdentity(self.context, provider: provider)(
                ReceiveIdentity.Answer(
                    code: value("code"), state: value("state"),
                    attempt: HubCookie.provider.token(in: request).map { SignInAttempt(token: $0) }),
                signedIn: signedIn, origin: context.origin, at: pages.now())
            let note = ProviderNote(received.note)
            context.language = note.language
            let response = try await enter(received, signedIn, note, context)
            return response.settingCookie(HubCookie.provider.removal)
        } catch {
            if error is UnaskedAnswer {
                await refusals.note(
                    RefusedAttempts.Attempt(
                        .untrustedIdentity, in: signedIn?.acting.organization ?? .bureau,
                        by: signedIn.map { .person($0.asActing) } ?? .unknown, on: nil, from: context.origin,
                        route: "GET /sign-in/provider/answer"), at: pages.now())
            }
            return try failure(error, context).settingCookie(HubCookie.provider.removal)
        }
    }

    private func enter(
        _ received: ReceiveIdentity.Received, _ signedIn: SignedIn?, _ note: ProviderNote, _ context: HubContext
    ) async throws -> Response {
        switch received.purpose {
        case .signIn:
            let opened = try await SignInWithProvider(self.context)(
                received.identity, origin: context.origin, at: pages.now())
            return SignInRoutes.entered(opened, next: note.next, note.language)
        case .link:
            guard let signedIn else { throw IdentityError.notSignedIn }
            try await LinkIdentity(self.context)(
                received.identity, to: signedIn, origin: context.origin, at: pages.now())
            return .seeOther(note.language.address("/account"))
        }
    }

    /// Who is signed in at the browser, if anybody is.
    private func person(at request: Request) async throws -> SignedIn? {
        guard let token = HubCookie.session.token(in: request) else { return nil }
        do {
            let signedIn = try await AuthenticateSession(context)(token, at: pages.now())
            return signedIn.stage == .complete ? signedIn : nil
        } catch IdentityError.notSignedIn {
            return nil
        }
    }

    private func failure(_ error: any Error, _ context: HubContext) throws -> Response {
        let error: any Error = error is UnaskedAnswer ? IdentityError.providerRefused(reason: "state") : error
        if case IdentityError.providerRefused(let reason) = error {
            context.logger.notice("identity service refused", metadata: ["reason": "\(reason)"])
        }
        let text =
            error as? IdentityError == .wrongCredentials
            ? SignInWords.noRole(context.language) : SignInWords.text(for: error, context.language, now: pages.now())
        guard let text else { throw error }
        var page = pages.form(SignInWords.title(context.language), path: "/sign-in", context)
        page.error = text
        page.links = [
            PageLink(text: SignInWords.back(context.language), address: context.language.address("/sign-in"))
        ]
        return try pages.answer(page, status: SignInRoutes.status(of: error))
    }
}

extension ProviderRoutes: HubRouteGroup {
    /// Nil when people sign in with passwords only.
    init?(_ services: HubServices) {
        guard let settings = services.settings.provider else { return nil }
        self.init(
            context: services.hub.identity, pages: services.pages, provider: OpenIDProvider(settings),
            refusals: services.hub.refusals)
    }
}

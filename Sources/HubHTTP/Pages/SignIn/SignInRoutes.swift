import Foundation
import HubModel
import HubRuntime
import Hummingbird
import Identity
import PageKit

/// The pages on the way in: name and password, second factor, one-time link; and out again.
struct SignInRoutes {
    let context: IdentityContext
    let pages: PageMaker
    /// Whether there is an OpenID provider to sign in with.
    let hasProvider: Bool

    private var now: Date { pages.now() }

    var routes: [Route] {
        [
            Route(
                .get, "/sign-in", policy: .signIn, "The form of name and password", answer: .page, handler: showSignIn),
            Route(
                .post, "/sign-in", policy: .signIn, "Signs in with name and password", request: .form, answer: .page,
                problems: [413, 415, 422], handler: signIn),
            Route(
                .get, "/sign-in/code", policy: .signIn, "The form of the second factor", answer: .page,
                handler: showCode),
            Route(
                .post, "/sign-in/code", policy: .signIn, "Shows the second factor", request: .form, answer: .page,
                problems: [413, 415, 422], handler: enterCode),
            Route(
                .get, "/sign-in/second-factor", policy: .signIn, "The form that sets a second factor up",
                answer: .page, handler: showSetUp),
            Route(
                .post, "/sign-in/second-factor", policy: .signIn, "Sets a second factor up", request: .form,
                answer: .page, problems: [413, 415, 422], handler: setUp),
            Route(
                .get, "/sign-in/link", policy: .signIn, "The form that sets a password by a one-time link",
                answer: .page, handler: showLink),
            Route(
                .post, "/sign-in/link", policy: .signIn, "Sets a password by a one-time link", request: .form,
                answer: .page, problems: [413, 415, 422], handler: useLink),
            Route(
                .post, "/sign-out", policy: .people(.everybody, .own, .change), "Signs out", request: .form,
                answer: .page, problems: [413, 415]
            ) { request, context in
                if let token = context.token {
                    try await EndSession(self.context)(
                        token, of: try context.person(), origin: context.origin, at: now)
                }
                return .seeOther(context.language.address("/sign-in")).settingCookie(HubCookie.session.removal)
            },
        ]
    }

    // Name and password

    private func showSignIn(_ request: Request, _ context: HubContext) async throws -> Response {
        let done = request.uri.queryParameters["set"] != nil
        return try pages.answer(signInPage(context, next: ReturnAddress(request), isSet: done))
    }

    private func signIn(_ request: Request, _ context: HubContext) async throws -> Response {
        let next = ReturnAddress(context.form["next"])
        do {
            let opened = try await SignIn(self.context)(
                name: context.form["name"] ?? "", password: context.form["password"] ?? "", origin: context.origin,
                at: now)
            return Self.entered(opened, next: next, context.language)
        } catch {
            guard let text = SignInWords.text(for: error, context.language, now: now) else { throw error }
            var page = signInPage(context, next: next)
            page.error = text
            page.forms[0].fields[0].value = context.form["name"] ?? ""
            return try pages.answer(page, status: Self.status(of: error))
        }
    }

    /// Where somebody goes who has just shown something right.
    static func entered(_ opened: OpenedSession, next: ReturnAddress, _ language: Language) -> Response {
        let address =
            switch opened.stage {
            case .secondFactorDue: next.carried(by: language.address("/sign-in/code"))
            case .secondFactorMissing: next.carried(by: language.address("/sign-in/second-factor"))
            case .complete: next.path ?? language.address(Navigation.home(of: opened.acting))
            }
        return .seeOther(address).settingCookie(HubCookie.session.setting(opened.token.text))
    }

    private func signInPage(_ context: HubContext, next: ReturnAddress, isSet: Bool = false) -> FormPage {
        let language = context.language
        var page = pages.form(SignInWords.title(language), path: "/sign-in", context)
        page.lead = SignInWords.lead(language)
        page.success = isSet ? SignInWords.linkDone(language) : nil
        page.forms = [
            FormPage.Form(
                action: language.address("/sign-in"),
                fields: [
                    FormPage.Field(
                        name: "name", label: SignInWords.name(language), autocomplete: "username", hasFocus: true),
                    FormPage.Field(
                        name: "password", label: SignInWords.password(language), type: "password",
                        help: SignInWords.forgotten(language), autocomplete: "current-password"),
                ], button: SignInWords.signIn(language), hidden: next.hidden)
        ]
        if hasProvider {
            page.onward = PageLink(
                text: SignInWords.provider(language),
                address: next.carried(by: language.address("/sign-in/provider")))
        }
        return page
    }

    static func status(of error: any Error) -> HTTPResponse.Status {
        switch error as? IdentityError {
        case .tooManyAttempts: .tooManyRequests
        case .busy: .serviceUnavailable
        default: .unprocessableContent
        }
    }

    // Second factor

    /// The person whose password was right, by the session's cookie.
    private func halfSignedIn(_ request: Request) async throws -> (SecretToken, SignedIn) {
        guard let token = HubCookie.session.token(in: request) else { throw IdentityError.notSignedIn }
        return (token, try await AuthenticateSession(context)(token, at: now))
    }

    private func showCode(_ request: Request, _ context: HubContext) async throws -> Response {
        let (_, signedIn) = try await halfSignedIn(request)
        guard signedIn.stage == .secondFactorDue else { return onward(signedIn, context.language) }
        return try pages.answer(codePage(context, next: ReturnAddress(request)))
    }

    private func enterCode(_ request: Request, _ context: HubContext) async throws -> Response {
        let (token, signedIn) = try await halfSignedIn(request)
        guard signedIn.stage == .secondFactorDue else { return onward(signedIn, context.language) }
        let next = ReturnAddress(context.form["next"])
        do {
            let opened = try await ShowSecondFactor(self.context)(
                context.form["code"] ?? "", token: token, signedIn: signedIn, origin: context.origin, at: now)
            return Self.entered(opened, next: next, context.language)
        } catch {
            guard let text = SignInWords.text(for: error, context.language, now: now) else { throw error }
            var page = codePage(context, next: next)
            page.error = text
            return try pages.answer(page, status: Self.status(of: error))
        }
    }

    private func onward(_ signedIn: SignedIn, _ language: Language) -> Response {
        switch signedIn.stage {
        case .secondFactorDue: .seeOther(language.address("/sign-in/code"))
        case .secondFactorMissing: .seeOther(language.address("/sign-in/second-factor"))
        case .complete: .seeOther(language.address(Navigation.home(of: signedIn.acting)))
        }
    }

    private func codePage(_ context: HubContext, next: ReturnAddress) -> FormPage {
        let language = context.language
        var page = pages.form(SignInWords.codeTitle(language), path: "/sign-in/code", context)
        page.lead = SignInWords.codeLead(language)
        page.forms = [
            FormPage.Form(
                action: language.address("/sign-in/code"),
                fields: [
                    FormPage.Field(
                        name: "code", label: SignInWords.code(language), help: SignInWords.codeHelp(language),
                        autocomplete: "one-time-code", hasFocus: true)
                ], button: SignInWords.confirm(language), hidden: next.hidden)
        ]
        page.links = [PageLink(text: SignInWords.cancel(language), address: language.address("/sign-in"))]
        return page
    }
}

extension RouteContent {
    static let form = RouteContent("application/x-www-form-urlencoded")
}

extension SignInRoutes: HubRouteGroup {
    static let pages: [any PageModel.Type] = [FormPage.self]
    static let words: [any WordSection.Type] = [SignInWords.self]

    init(_ services: HubServices) {
        self.init(
            context: services.hub.identity, pages: services.pages, hasProvider: services.settings.provider != nil)
    }
}

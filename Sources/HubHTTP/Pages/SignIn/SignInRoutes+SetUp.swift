import Foundation
import HTTPTypes
import HubModel
import Hummingbird
import Identity
import PageKit

/// The pages on which a password and a second factor are set up.
extension SignInRoutes {
    // Second factor

    /// Also reached by somebody who is signed in and wants a second factor without having to.
    private func person(_ request: Request) async throws -> (SecretToken, SignedIn)? {
        guard let token = HubCookie.session.token(in: request) else { throw IdentityError.notSignedIn }
        let signedIn = try await AuthenticateSession(context)(token, at: pages.now())
        guard signedIn.stage != .secondFactorDue, !signedIn.hasSecondFactor else { return nil }
        return (token, signedIn)
    }

    func showSetUp(_ request: Request, _ context: HubContext) async throws -> Response {
        guard let (_, signedIn) = try await person(request) else {
            return .seeOther(context.language.address("/sign-in/code"))
        }
        return try pages.answer(try await setUpPage(signedIn, context))
    }

    func setUp(_ request: Request, _ context: HubContext) async throws -> Response {
        guard let (token, signedIn) = try await person(request) else {
            return .seeOther(context.language.address("/sign-in/code"))
        }
        let language = context.language
        do {
            let (codes, session) = try await SetUpSecondFactor(self.context).confirm(
                context.form["code"] ?? "", token: token, signedIn: signedIn, origin: context.origin, at: pages.now())
            var page = pages.form(SignInWords.recoveryTitle(language), path: "/sign-in/second-factor", context)
            page.lead = SignInWords.recoveryLead(language)
            page.codes = codes
            page.links = [
                PageLink(
                    text: SignInWords.go(language), address: language.address(Navigation.home(of: session.acting)))
            ]
            return try pages.answer(page).settingCookie(HubCookie.session.setting(session.token.text))
        } catch {
            guard let text = SignInWords.text(for: error, language, now: pages.now()) else { throw error }
            var page = try await setUpPage(signedIn, context)
            page.error = text
            return try pages.answer(page, status: Self.status(of: error))
        }
    }

    private func setUpPage(_ signedIn: SignedIn, _ context: HubContext) async throws -> FormPage {
        let language = context.language
        let code = try await SetUpSecondFactor(self.context).begin(signedIn)
        var page = pages.form(SignInWords.setUpTitle(language), path: "/sign-in/second-factor", context)
        page.lead = SignInWords.setUpLead(language)
        page.picture = QRCode.drawing(
            of: code.address(issuer: FrameWords.product(language), name: signedIn.profile.signInName.text))
        page.forms = [
            FormPage.Form(
                action: language.address("/sign-in/second-factor"),
                fields: [
                    FormPage.Field(
                        name: "code", label: SignInWords.setUpCode(language),
                        help: "\(SignInWords.setUpSecret(language)): \(code.typedSecret)",
                        autocomplete: "one-time-code", inputMode: "numeric", hasFocus: true)
                ], button: SignInWords.setUpConfirm(language))
        ]
        return page
    }

    // One-time link

    func showLink(_ request: Request, _ context: HubContext) async throws -> Response {
        let text = request.uri.queryParameters["token"].map { String($0) } ?? ""
        return try await linkAnswer(text, context, error: nil)
    }

    func useLink(_ request: Request, _ context: HubContext) async throws -> Response {
        let text = context.form["token"] ?? ""
        let language = context.language
        guard context.form["password"] == context.form["again"] else {
            return try await linkAnswer(text, context, error: SignInWords.mismatch(language))
        }
        do {
            guard let link = SecretToken(text: text) else { throw IdentityError.invalidLink }
            try await UseSetUpLink(self.context)(
                link, password: context.form["password"] ?? "", origin: context.origin, at: pages.now())
            return .seeOther(language.address("/sign-in?set=1"))
        } catch {
            guard let words = SignInWords.text(for: error, language, now: pages.now()) else { throw error }
            return try await linkAnswer(text, context, error: words)
        }
    }

    private func linkAnswer(_ text: String, _ context: HubContext, error: String?) async throws -> Response {
        let language = context.language
        var page = pages.form(SignInWords.linkTitle(language), path: "/sign-in/link", context)
        page.error = error
        guard let link = SecretToken(text: text),
            let profile = try? await UseSetUpLink(self.context).read(link, at: pages.now())
        else {
            page.error = SignInWords.invalidLink(language)
            page.links = [PageLink(text: SignInWords.title(language), address: language.address("/sign-in"))]
            return try pages.answer(page, status: .unprocessableContent)
        }
        page.lead = SignInWords.linkLead(language).replacing("{name}", with: profile.displayName)
            .replacing("{sign-in}", with: profile.signInName.text)
        page.forms = [
            FormPage.Form(
                action: language.address("/sign-in/link"),
                fields: [
                    FormPage.Field(
                        name: "password", label: SignInWords.newPassword(language), type: "password",
                        help: SignInWords.newPasswordHelp(language), autocomplete: "new-password", hasFocus: true),
                    FormPage.Field(
                        name: "again", label: SignInWords.again(language), type: "password",
                        autocomplete: "new-password"),
                ], button: SignInWords.setPassword(language), hidden: [.init(name: "token", value: link.text)])
        ]
        return try pages.answer(page, status: error == nil ? .ok : .unprocessableContent)
    }
}

import Foundation
import Identity
import PageKit

/// The page of the own account: every text is ready.
struct AccountPage: PageModel {
    static let template = "account"

    struct SessionRow: Sendable {
        let role: String
        let created: String
        let seen: String
        let address: String
        let agent: String
        let isThis: Bool
        let end: FormPage.Form
    }

    var frame: PageFrame
    let words: Words<AccountWords>
    let name: String
    let signInName: String
    let roles: [String]
    let sessions: [SessionRow]
    let hasOthers: Bool
    let endOthers: FormPage.Form
    let password: FormPage.Form
    let hasSecondFactor: Bool
    let removeSecondFactor: FormPage.Form
    let setUpSecondFactor: PageLink
    /// Whether the district has an identity service.
    let hasProvider: Bool
    let linkProvider: PageLink?
    let unlinkProvider: FormPage.Form?
    let providerState: String
    let token: String
    var error: String?

    init(
        _ signedIn: SignedIn, sessions: [ListSessions.Entry], frame: PageFrame, names: OrganizationNames,
        isLinked: Bool?, formats: Formats, token: String
    ) {
        let language = formats.language
        self.frame = frame
        words = Words(language)
        name = signedIn.profile.displayName
        signInName = signedIn.profile.signInName.text
        roles = signedIn.assignments.map { names.text(of: $0, language) }
        self.sessions = sessions.map { entry in
            SessionRow(
                role: names.text(of: entry.acting, language), created: formats.moment(entry.createdAt),
                seen: formats.moment(entry.lastSeenAt), address: entry.address,
                agent: BrowserName.text(of: entry.agent), isThis: entry.id == signedIn.session,
                end: FormPage.Form(
                    action: language.address("/account/sessions/\(entry.id.uuidString.lowercased())/end"),
                    button: AccountWords.endSession(language)))
        }
        hasOthers = sessions.count > 1
        endOthers = FormPage.Form(
            action: language.address("/account/sessions/others"), button: AccountWords.endOthers(language))
        password = FormPage.Form(
            action: language.address("/account/password"),
            fields: [
                FormPage.Field(
                    name: "old", label: AccountWords.oldPassword(language), type: "password",
                    autocomplete: "current-password"),
                FormPage.Field(
                    name: "new", label: SignInWords.newPassword(language), type: "password",
                    help: SignInWords.newPasswordHelp(language), autocomplete: "new-password"),
                FormPage.Field(
                    name: "again", label: SignInWords.again(language), type: "password",
                    autocomplete: "new-password"),
            ], button: AccountWords.changePassword(language), consequence: AccountWords.passwordEffect(language))
        hasSecondFactor = signedIn.hasSecondFactor
        removeSecondFactor = FormPage.Form(
            action: language.address("/account/second-factor"),
            fields: [
                FormPage.Field(
                    name: "password", label: SignInWords.password(language), type: "password",
                    autocomplete: "current-password")
            ], button: AccountWords.replaceFactor(language), isDanger: true,
            consequence: AccountWords.replaceEffect(language))
        setUpSecondFactor = PageLink(
            text: AccountWords.setUpFactor(language), address: language.address("/sign-in/second-factor"))
        providerState = (isLinked == true ? AccountWords.providerOn : .providerOff)(language)
        linkProvider =
            isLinked == false
            ? PageLink(text: AccountWords.link(language), address: language.address("/account/provider")) : nil
        unlinkProvider =
            isLinked == true
            ? FormPage.Form(
                action: language.address("/account/provider/remove"), button: AccountWords.unlink(language),
                isDanger: true) : nil
        hasProvider = isLinked != nil
        self.token = token
    }
}

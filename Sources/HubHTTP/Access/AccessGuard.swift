import Directory
import Foundation
import HTTPTypes
import HubModel
import Hummingbird
import Identity
import Protection

/// Lets requests through to a route as its policy says.
struct AccessGuard: Sendable {
    let settings: HubHTTPSettings
    let authenticateStation: AuthenticateStation
    let authenticateSession: AuthenticateSession
    let personRate: RequestRate
    let now: @Sendable () -> Date

    /// The route's handler behind its policy.
    func guarded(_ route: Route) -> Route.Handler {
        switch route.policy {
        case .open: route.handler
        case .signIn: { try await onTheWayIn(route, $0, $1) }
        case .station: { try await station(route, $0, $1) }
        case .people(let policy): { try await person(route, policy, $0, $1) }
        }
    }

    private func station(_ route: Route, _ request: Request, _ context: HubContext) async throws -> Response {
        guard let authorization = request.headers[.authorization],
            let credential = StationCredential(authorization: authorization)
        else { throw DirectoryError.unknownCredential }
        var context = context
        context.station = try await authenticateStation(credential)
        return try await route.handler(request, context)
    }

    /// A form on the way in carries a token of its own, so that nobody can be signed in as somebody else unnoticed.
    private func onTheWayIn(_ route: Route, _ request: Request, _ context: HubContext) async throws -> Response {
        guard settings.isNamed(by: request.head.authority) else { throw Problem.notFound() }
        var context = context
        let known = HubCookie.form.token(in: request)
        let token = known ?? SecretToken()
        context.token = token
        if route.method != .get { context.form = try await checkedForm(request, token) }
        let response = try await route.handler(request, context)
        return known == nil ? response.settingCookie(HubCookie.form.setting(token.text)) : response
    }

    private func person(
        _ route: Route, _ policy: PeoplePolicy, _ request: Request, _ context: HubContext
    ) async throws -> Response {
        guard settings.isNamed(by: request.head.authority) else { throw Problem.notFound() }
        guard let token = HubCookie.session.token(in: request) else { throw IdentityError.notSignedIn }
        let signedIn = try await authenticateSession(token, touching: policy.kind != .events, at: now())
        guard signedIn.stage == .complete else { throw SignInIncomplete(stage: signedIn.stage) }
        if let seconds = personRate.wait(of: "\(signedIn.account)", at: now().timeIntervalSince1970) {
            throw Problem.tooManyRequests(seconds: seconds)
        }
        guard Self.admits(policy, signedIn.acting, parameter: { context.parameters.get($0) }) else {
            throw AccessDenied()
        }
        var context = context
        context.signedIn = signedIn
        context.token = token
        if route.method != .get { context.form = try await checkedForm(request, token) }
        return try await route.handler(request, context)
    }

    /// Whether somebody acting in a role may use a route for what its path names.
    static func admits(
        _ policy: PeoplePolicy, _ acting: RoleAssignment, parameter: (String) -> String?
    ) -> Bool {
        guard policy.roles.contains(acting.role) else { return false }
        switch (policy.scope, acting.organization) {
        case (.own, _): return true
        case (.district, _): return acting.role.organizationKind == .bureau
        case (.station(let name), .station(let code)): return parameter(name) == code.rawValue
        case (.hospital(let name), .hospital(let code)): return parameter(name) == code.rawValue
        case (.station, .bureau), (.hospital, .bureau): return acting.role.isBureau
        case (.station, .hospital), (.hospital, .station): return false
        }
    }

    /// Reads a form and checks that a page of the hub sent it (OWASP CSRF Prevention: token bound to the session, and the
    /// browser's own word of where the form stood).
    private func checkedForm(_ request: Request, _ token: SecretToken) async throws -> FormFields {
        if let origin = request.headers[.origin], let url = URL(string: origin) {
            guard settings.isNamed(by: url.host()?.contains(":") == true ? "[\(url.host() ?? "")]" : url.host()) else {
                throw Self.foreignForm
            }
        } else if request.headers[.origin] != nil {
            throw Self.foreignForm
        }
        let header = request.headers[Self.tokenHeader]
        let form = try await FormFields.read(request)
        guard (header ?? form["_token"]) == token.derived(for: "form") else { throw Self.foreignForm }
        return form
    }

    private static let tokenHeader = HTTPField.Name("X-CSRF-Token") ?? .authorization
    private static let foreignForm = Problem(
        .forbidden, "invalid_form", zh: "页面已过期，请返回重新打开后再提交",
        en: "The page is too old; open it again and send the form once more")
}

/// The password was right and something is still missing.
struct SignInIncomplete: Error {
    var stage: SignedIn.Stage
}

/// Somebody who is signed in may not do this, or not there; looks like absent.
struct AccessDenied: Error {}

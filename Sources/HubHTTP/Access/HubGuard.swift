import Directory
import FactLog
import Foundation
import HTTPTypes
import HubModel
import HubRuntime
import Hummingbird
import Identity
import PageKit
import Protection

/// Lets requests through to a route as its policy says.
struct HubGuard: AccessGuard {
    let settings: HubHTTPSettings
    let verifyStation: VerifyStation
    let authenticateSession: AuthenticateSession
    let trail: AuditTrail
    let refusals: RefusedAttempts
    let personRate: RequestRate
    let now: @Sendable () -> Date

    /// The route's handler behind its policy.
    func guarded(_ route: Route) -> Route.Handler {
        switch route.policy {
        case .open: route.handler
        case .signIn, .link: { try await onTheWayIn(route, $0, $1) }
        case .station: { try await station(route, $0, $1) }
        case .people(let policy): { try await person(route, policy, $0, $1) }
        }
    }

    private func station(_ route: Route, _ request: Request, _ context: HubContext) async throws -> Response {
        var context = context
        var (named, keyID): (StationCode?, String?)
        do {
            let signature = try SignedRequest.signature(of: request, on: route)
            keyID = signature.keyID
            let check = try await verifyStation.check(signature)
            named = check.named
            context.signer = try check.result.get()
            return try await route.handler(request, context)
        } catch {
            if let refusal = AuditRefusal(error), !(error is StationTurns.TooManyWaiting) {
                let organization = named.map(Organization.station) ?? .bureau
                await refusals.note(
                    .init(
                        refusal, in: organization,
                        by: context.signer.map { .stationKey($0.keyID, of: organization) } ?? .unknown,
                        on: .init(.stationKey, keyID), from: context.origin, route: route.name), at: now())
            }
            throw error
        }
    }

    /// A form on the way in carries a token of its own, so that nobody can be signed in as somebody else unnoticed.
    private func onTheWayIn(_ route: Route, _ request: Request, _ context: HubContext) async throws -> Response {
        guard settings.isNamed(by: request.head.authority) else { throw Problem.notFound() }
        var context = context
        let known = HubCookie.form.token(in: request)
        let token = known ?? SecretToken()
        context.token = token
        do {
            if route.method != .get {
                context.form = try await forms.form(
                    of: request, token: context.formToken, isDiscreet: route.policy == .link)
            }
        } catch {
            await note(error, route, context)
            throw error
        }
        let response = try await route.handler(request, context)
        if response.status == .tooManyRequests { await note(Problem.tooManyRequests(seconds: 0), route, context) }
        return known == nil ? response.settingCookie(HubCookie.form.setting(token.text)) : response
    }

    private func person(
        _ route: Route, _ policy: PeoplePolicy, _ request: Request, _ context: HubContext
    ) async throws -> Response {
        guard settings.isNamed(by: request.head.authority) else { throw Problem.notFound() }
        let (signedIn, token): (SignedIn, SecretToken)
        do {
            (signedIn, token) = try await authenticated(request, policy)
        } catch {
            // Who opens a page without being signed in is led to the sign-in; that is no attempt at anything.
            if request.headers[.accept]?.contains("text/html") != true { await note(error, route, context) }
            throw error
        }
        if let seconds = personRate.wait(of: "\(signedIn.account)", at: now().timeIntervalSince1970) {
            throw Problem.tooManyRequests(seconds: seconds)
        }
        var context = context
        context.signedIn = signedIn
        context.token = token
        guard Self.admits(policy, signedIn.acting, parameter: { context.parameters.get($0) }) else {
            try await trail.record(event(.refusal, .read, .refused, route, signedIn, context))
            throw AccessDenied()
        }
        do {
            if route.isJSON {
                try forms.checkSender(of: request)
            } else if route.method != .get {
                context.form = try await forms.form(
                    of: request, token: context.formToken, atMost: route.formLimit)
            }
        } catch {
            await note(error, route, context)
            throw error
        }
        let response = try await route.handler(request, context)
        // What is shown or taken away is on record before it leaves.
        if response.status.kind == .successful, let type = policy.kind.recordedAs {
            try await trail.record(event(type, .read, .success, route, signedIn, context))
        }
        return response
    }

    private func authenticated(
        _ request: Request, _ policy: PeoplePolicy
    ) async throws -> (SignedIn, SecretToken) {
        guard let token = HubCookie.session.token(in: request) else { throw IdentityError.notSignedIn }
        let signedIn = try await authenticateSession(token, touching: policy.kind != .events, at: now())
        guard signedIn.stage == .complete else { throw SignInIncomplete(stage: signedIn.stage) }
        return (signedIn, token)
    }

    /// Has a refused request counted, for the organization of the person if there is one.
    private func note(_ error: any Error, _ route: Route, _ context: HubContext) async {
        guard let refusal = AuditRefusal(error) else { return }
        let acting = context.signedIn.map { Principal.Acting(account: $0.account, assignment: $0.acting) }
        await refusals.note(
            .init(
                refusal, in: acting?.assignment.organization ?? .bureau, by: acting.map { .person($0) } ?? .unknown,
                on: .init(.route), from: context.origin, route: route.name), at: now())
    }

    /// What the trail says of a request: the route and the ids in its path, no more.
    private func event(
        _ type: AuditEventType, _ action: AuditEvent.Action, _ outcome: AuditEvent.Outcome, _ route: Route,
        _ signedIn: SignedIn, _ context: HubContext
    ) -> AuditEvent {
        let acting = signedIn.acting
        let id = context.parameters.get("id") ?? context.parameters.get("code")
        let named = Self.organization(of: route) { context.parameters.get($0) }
        var details: [AuditDetail: String] = [.route: route.name]
        details[.organization] = named?.auditStream
        if outcome == .refused { details[.refusal] = AuditRefusal.notAllowed.rawValue }
        return AuditEvent(
            type, action, in: outcome == .success ? named ?? acting.organization : acting.organization,
            by: .person(.init(account: signedIn.account, assignment: signedIn.acting)),
            on: .init(outcome == .success ? route.entity : .route, id), outcome: outcome,
            source: context.origin.address, details: details, at: now())
    }

    /// The station or hospital that the path of a request names.
    private static func organization(of route: Route, parameter: (String) -> String?) -> Organization? {
        guard case .people(let policy) = route.policy else { return nil }
        switch policy.scope {
        case .own, .district: return nil
        case .station(let name): return parameter(name).flatMap { StationCode(rawValue: $0) }.map(Organization.station)
        case .hospital(let name):
            return parameter(name).flatMap { HospitalCode(rawValue: $0) }.map(Organization.hospital)
        }
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

    private var forms: FormToken { FormToken { settings.isNamed(by: $0) } }
}

import HubModel
import Hummingbird
import Identity
import PageKit
import Protection

/// Where accounts are administered: all of them by a director, those of a station by its manager.
enum AccountPlace: CaseIterable {
    case bureau, station

    /// Of the list of accounts; everything else stands below it.
    var path: String {
        switch self {
        case .bureau: "/administration/accounts"
        case .station: "/stations/{code}/staff"
        }
    }

    private var roles: Set<Role> { self == .bureau ? [.director] : [.stationManager] }
    private var scope: PeoplePolicy.Scope { self == .bureau ? .district : .station(parameter: "code") }

    private var parameters: [RouteParameter] { self == .bureau ? [] : [.stationCode] }

    /// The path of the list that a request is below.
    static func base(of context: HubContext) -> String {
        context.parameters.get("code").map { "/stations/\($0)/staff" } ?? bureau.path
    }

    /// A route that shows something.
    func shows(
        _ path: String, _ kind: PeoplePolicy.Kind, _ summary: String, prefix: String = "", answer: RouteContent = .page,
        _ handler: @escaping Route.Handler
    ) -> Route {
        Route(
            .get, prefix + self.path + path, policy: .people(roles, scope, kind), summary,
            parameters: parameters + (path.isEmpty ? [] : [.id(of: "account")]), answer: answer,
            problems: path.isEmpty ? [] : [404], handler: handler)
    }

    /// A route that changes something by a form.
    func changes(_ path: String, _ summary: String, _ handler: @escaping Route.Handler) -> Route {
        Route(
            .post, self.path + path, policy: .people(roles, scope, .change), summary,
            parameters: parameters + (path.isEmpty ? [] : [.id(of: "account")]), request: .form, answer: .page,
            problems: [404, 413, 415, 422], handler: handler)
    }
}

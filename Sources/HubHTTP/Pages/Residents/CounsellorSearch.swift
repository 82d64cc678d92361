import Hummingbird
import PageKit
import PluginKit

/// Which counsellor is asked for: a kind of problem and a tier of need [RES-3], as an address names them.
struct CounsellorSearch: Sendable {
    var problem: String
    var tier: String

    static let parameters = [
        RouteParameter("problem", in: .query, schema: #"{"type":"string"}"#, "A kind of problem of the profile"),
        RouteParameter("tier", in: .query, schema: #"{"type":"string"}"#, "C1, C2, C3 or C4"),
    ]

    init(_ request: Request) {
        problem = request.uri.queryParameters["problem"].map { String($0.prefix(64)) } ?? ""
        tier = request.uri.queryParameters["tier"].map { String($0.prefix(8)) } ?? ""
    }

    /// Nil when it says neither or not both.
    var asked: (problem: String, tier: ClientTier)? {
        guard !problem.isEmpty, let tier = ClientTier(rawValue: tier) else { return nil }
        return (problem, tier)
    }

    var isEmpty: Bool { problem.isEmpty && tier.isEmpty }
}

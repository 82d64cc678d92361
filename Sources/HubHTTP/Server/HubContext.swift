public import Directory
public import HubModel
public import Hummingbird
public import Identity
import Logging
import NIOCore
public import PageKit
import Protection

/// What travels with a request: Hummingbird's own storage, and who asks once a policy has found out.
public struct HubContext: PageContext, RemoteAddressRequestContext {
    public typealias Policy = HubPolicy

    public var coreContext: CoreRequestContextStorage
    /// The person; set by the policy `people` and nowhere else.
    public var signedIn: SignedIn?
    /// The token of the session or, on the way in, of the forms.
    public var token: SecretToken?
    /// What a form sent, its token already checked.
    public var form = FormFields()
    /// Where the request came from.
    public var origin = RequestOrigin(address: "unknown", agent: "")
    public var language = Language.zh
    /// Scheme, host and port that the request was sent to.
    public var hubAddress = ""
    /// The station that signed the request; set by the policy `station` and nowhere else.
    public var signer: VerifiedStation?
    public let remoteAddress: SocketAddress?

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
    }
}

extension HubContext {
    /// The person of a route with the policy `people`.
    ///
    /// - Throws: `IdentityError.notSignedIn` when the route has another policy.
    func person() throws -> SignedIn {
        guard let signedIn else { throw IdentityError.notSignedIn }
        return signedIn
    }

    /// The value of the hidden field that forms send back.
    public var formToken: String { token?.derived(for: "form") ?? "" }
}

/// A route of the hub.
typealias Route = PageKit.Route<HubContext>

extension Route {
    /// What the audit trail says that the route is about, by the last fixed word of its path; `route` when it has no word
    /// for it.
    var entity: AuditEvent.Entity.Kind {
        path.split(separator: "/").last { !$0.hasPrefix("{") }.flatMap { .init(rawValue: String($0)) } ?? .route
    }
}

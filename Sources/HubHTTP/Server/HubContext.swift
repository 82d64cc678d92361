public import Directory
public import HubModel
public import Hummingbird
public import Identity
import Logging
import NIOCore
public import PageKit

/// What travels with a request: Hummingbird's own storage, and who asks once a policy has found out.
public struct HubContext: RequestContext, RemoteAddressRequestContext {
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
    var formToken: String { token?.derived(for: "form") ?? "" }
}

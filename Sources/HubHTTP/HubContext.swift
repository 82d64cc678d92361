public import HubModel
public import Hummingbird
import Logging
import NIOCore

/// What travels with a request: Hummingbird's own storage, and who asks once a policy has found out.
public struct HubContext: RequestContext, RemoteAddressRequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The station whose credential was presented; set by the policy `station` and nowhere else.
    public var station: StationCode?
    public let remoteAddress: SocketAddress?

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
    }
}

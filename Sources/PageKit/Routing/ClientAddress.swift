import Foundation
import HTTPTypes
public import Hummingbird
public import NIOCore

/// Finds out where a request came from; only proxies that the installation trusts are believed.
public struct ClientAddress: Sendable {
    public let trustedProxies: [AddressRange]

    public init(trustedProxies: [AddressRange]) {
        self.trustedProxies = trustedProxies
    }

    /// The rightmost address that no trusted proxy has: what stands left of it anybody may have written.
    public func address(of request: Request, from peer: SocketAddress?) -> String {
        // Whoever has no address of the network is on this machine.
        let direct = peer?.ipAddress ?? "127.0.0.1"
        guard isTrusted(direct) else { return direct }
        let forwarded = request.headers[values: Self.forwardedFor].flatMap { $0.split(separator: ",") }
            .map { $0.trimmingCharacters(in: .whitespaces) }
        var client = direct
        for hop in forwarded.reversed() {
            guard AddressRange(hop) != nil else { break }
            client = hop
            guard isTrusted(hop) else { break }
        }
        return client
    }

    private func isTrusted(_ address: String) -> Bool { trustedProxies.contains { $0.contains(address) } }

    private static let forwardedFor = HTTPField.Name("X-Forwarded-For") ?? .via
}

public import Foundation
public import Identity
public import PageKit

/// How the hub is reached and what it takes from whom.
public struct HubHTTPSettings: Sendable {
    /// The address that people type, such as `https://hub.example.cn`; nil on a developer's machine, where only the
    /// names of the machine itself are answered.
    public var publicAddress: URL?
    /// The proxies whose `X-Forwarded-For` is believed.
    public var trustedProxies: [AddressRange]
    /// Who else than the machine itself may read `/metrics`.
    public var monitors: [AddressRange]
    /// The identity service that people may sign in with; nil for none.
    public var provider: OpenIDSettings?
    /// Requests a second of one address, behind which a whole office or all stations of a district may stand.
    public var requestsPerSecond: Double
    /// Requests a second of one person.
    public var requestsPerSecondOfPerson = 50.0

    public init(
        publicAddress: URL? = nil, trustedProxies: [AddressRange] = [], monitors: [AddressRange] = [],
        requestsPerSecond: Double = 200
    ) {
        self.publicAddress = publicAddress
        self.trustedProxies = trustedProxies
        self.monitors = monitors
        self.requestsPerSecond = requestsPerSecond
    }

    /// Whether a request was sent to a name of this hub.
    ///
    /// A server that listens on the loopback interface only can still be asked by a page from elsewhere whose name was
    /// made to point at it (DNS rebinding); such a request carries the other name.
    func isNamed(by authority: String?) -> Bool {
        guard let authority else { return false }
        let name = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        guard let host = publicAddress?.host() else {
            return ["127.0.0.1", "localhost", "[::1]"].contains(String(name).lowercased())
        }
        return name.lowercased() == host.lowercased()
    }

    /// Whether an address may read measurements: the machine's own, or a monitor's.
    func mayMeasure(_ address: String) -> Bool {
        (Self.loopback + monitors).contains { $0.contains(address) }
    }

    private static let loopback = ["127.0.0.0/8", "::1"].compactMap(AddressRange.init)
}

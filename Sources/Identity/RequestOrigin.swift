import Foundation

/// Where a request came from.
public struct RequestOrigin: Hashable, Sendable {
    /// The client's address, behind trusted proxies the one they name.
    public var address: String
    /// What the browser says of itself, shortened; shown to the person in the list of own sessions.
    public var agent: String
    /// Who runs a command, by the name of the account of the operating system; nil for requests.
    public private(set) var operatorName: String?

    public init(address: String, agent: String) {
        self.address = address
        self.agent = String(agent.prefix(200))
    }

    /// The operator at the command line.
    public static let commandLine: RequestOrigin = {
        var origin = RequestOrigin(address: "command-line", agent: "")
        origin.operatorName = commandOperator
        return origin
    }()

    /// Who runs a command, for the audit trail: the account of the operating system.
    public static let commandOperator = "command:\(NSUserName())"

    /// What failed and refused attempts are counted by: an IPv6 customer has a whole /64.
    public var network: String {
        guard address.contains(":") else { return address }
        var bytes = in6_addr()
        guard inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
        return withUnsafeBytes(of: &bytes) { $0.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") }
    }
}

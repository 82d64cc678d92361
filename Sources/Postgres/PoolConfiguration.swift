/// How many connections a pool holds and how long they live.
public struct PoolConfiguration: Sendable {
    public var connection: ConnectionConfiguration
    /// Connections kept open while the pool runs; 0 to `maximumSize`. Default: 0.
    public var minimumSize = 0
    /// Connections open at most; at least 1. Default: 8.
    public var maximumSize = 8
    /// How long to wait for a connection. Default: 10 s.
    public var waitLimit: Duration = .seconds(10)
    /// A connection that was idle for longer is asked for a sign of life before it is handed out. Default: 30 s.
    public var probeAfterIdle: Duration = .seconds(30)
    /// A connection that was idle for longer is closed, down to the minimum. Default: 10 min.
    public var idleTimeout: Duration = .seconds(600)
    /// A connection older than this is replaced. Default: 1 h.
    public var maximumLifetime: Duration = .seconds(3600)
    /// Names the pool in metrics and log. Default: `main`.
    public var name = "main"

    public init(connection: ConnectionConfiguration) {
        self.connection = connection
    }
}

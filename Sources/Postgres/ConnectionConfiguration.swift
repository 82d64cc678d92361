/// Where the server is and how to speak to it.
public struct ConnectionConfiguration: Sendable {
    public struct Host: Sendable, Hashable {
        /// A name or address, or the folder of a Unix socket (an absolute path).
        public var name: String
        /// 1...65535. A Unix socket's name ends with it.
        public var port: Int

        public init(_ name: String, port: Int = 5432) {
            self.name = name
            self.port = port
        }
    }

    /// Which of several hosts is acceptable (libpq `target_session_attrs`).
    public enum TargetSession: String, Sendable {
        case any
        case readWrite = "read-write"
        case readOnly = "read-only"
        case primary
        case standby
        case preferStandby = "prefer-standby"
    }

    /// Tried in this order.
    public var hosts: [Host]
    public var database: String
    public var user: String
    /// nil: none is sent. Never part of a description.
    public var password: String?
    /// Default: `any`.
    public var targetSession: TargetSession = .any
    /// Seconds for each host, at least 2. Default: 10.
    public var connectTimeoutSeconds = 10
    /// Shown in `pg_stat_activity`. Default: none.
    public var applicationName: String?
    /// libpq's `sslmode`. Default: libpq's own, `prefer`.
    public var sslMode: String?
    /// Further libpq keywords and their values, such as `sslrootcert`.
    public var parameters: [String: String] = [:]
    /// Whether statements are prepared under a name once a connection. Default: true. Turn off behind PgBouncer before
    /// 1.21 in transaction mode.
    public var usesNamedStatements = true
    /// How many prepared statements a connection keeps; the least recently used gives way. At least 1. Default: 256.
    public var statementCacheLimit = 256

    public init(hosts: [Host], database: String, user: String, password: String? = nil) {
        self.hosts = hosts
        self.database = database
        self.user = user
        self.password = password
    }

    /// Keyword and value pairs as libpq takes them.
    var keywords: [(String, String)] {
        var pairs = [
            ("host", hosts.map(\.name).joined(separator: ",")),
            ("port", hosts.map { String($0.port) }.joined(separator: ",")),
            ("dbname", database), ("user", user),
            ("connect_timeout", String(max(2, connectTimeoutSeconds))),
            ("target_session_attrs", targetSession.rawValue),
            ("client_encoding", "UTF8"),
        ]
        if let password { pairs.append(("password", password)) }
        if let applicationName { pairs.append(("application_name", applicationName)) }
        if let sslMode { pairs.append(("sslmode", sslMode)) }
        if parameters["keepalives_idle"] == nil { pairs.append(("keepalives_idle", "30")) }
        pairs += parameters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        return pairs
    }
}

extension ConnectionConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String {
        let places = hosts.map { "\($0.name):\($0.port)" }.joined(separator: ",")
        return "database \(database) at \(places) as \(user)"
    }

    public var debugDescription: String { description }

    /// Without the password, so that dumping a configuration does not show it.
    public var customMirror: Mirror {
        Mirror(self, children: ["hosts": hosts, "database": database, "user": user])
    }
}

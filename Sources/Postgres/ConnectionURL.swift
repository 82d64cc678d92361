import CLibpq

extension ConnectionConfiguration {
    /// Reads `postgres://user:password@host1:port1,host2:port2/database?target_session_attrs=read-write&…`, with
    /// everything else that libpq allows in a connection URL; a Unix socket is written `?host=/folder`.
    ///
    /// - Throws: ``PostgresError`` with the code `misuse`; its description does not repeat the URL.
    public init(url: String) throws {
        guard url.hasPrefix("postgres://") || url.hasPrefix("postgresql://") else {
            throw PostgresError(.misuse, "a connection URL begins with postgres:// or postgresql://")
        }
        var message: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(url, &message) else {
            PQfreemem(message)
            throw PostgresError(.misuse, "the connection URL cannot be read")
        }
        defer { PQconninfoFree(options) }
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        try self.init(values: values)
    }

    private init(values: [String: String]) throws {
        var values = values
        func list(_ key: String) -> [String] {
            values.removeValue(forKey: key)?
                .split(separator: ",", omittingEmptySubsequences: false).map(String.init) ?? []
        }
        let names = list("host")
        let ports = try list("port").map { text in
            if text.isEmpty { return 5432 }
            guard let port = Int(text), (1...65_535).contains(port) else {
                throw PostgresError(.misuse, "a port in the connection URL is not between 1 and 65535")
            }
            return port
        }
        guard ports.count <= 1 || ports.count == max(1, names.count) else {
            throw PostgresError(.misuse, "the connection URL has more ports than hosts")
        }
        let hosts = (names.isEmpty ? ["localhost"] : names).enumerated().map { index, name in
            let port = ports.count > 1 ? ports[index] : ports.first ?? 5432
            return Host(name.isEmpty ? "localhost" : name, port: port)
        }
        let user = values.removeValue(forKey: "user") ?? "postgres"
        self.init(hosts: hosts, database: values.removeValue(forKey: "dbname") ?? user, user: user)
        password = values.removeValue(forKey: "password")
        if let target = values.removeValue(forKey: "target_session_attrs") {
            guard let target = TargetSession(rawValue: target) else {
                throw PostgresError(.misuse, "target_session_attrs has no value \(target)")
            }
            targetSession = target
        }
        if let seconds = values.removeValue(forKey: "connect_timeout").flatMap({ Int($0) }) {
            connectTimeoutSeconds = seconds
        }
        applicationName = values.removeValue(forKey: "application_name")
        sslMode = values.removeValue(forKey: "sslmode")
        values["client_encoding"] = nil
        parameters = values
    }
}

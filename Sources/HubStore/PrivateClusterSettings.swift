import Crypto
import Foundation

extension PrivateCluster {
    /// Suited to a small machine; ``Configuration/settings`` override them.
    nonisolated var serverSettings: [String: String] {
        var settings = [
            "listen_addresses": "",
            "unix_socket_directories": socketFolder,
            "unix_socket_permissions": "0700",
            "port": String(configuration.port),
            "max_connections": "100",
            "shared_buffers": "128MB",
            "work_mem": "8MB",
            "maintenance_work_mem": "64MB",
            "max_wal_size": "1GB",
            "random_page_cost": "1.1",
            "jit": "off",
            "timezone": "UTC",
            "log_timezone": "UTC",
            // Statements may hold what must not lie in a log.
            "log_min_error_statement": "panic",
            "log_parameter_max_length_on_error": "0",
        ]
        if configuration.durability == .unsafeForTests {
            settings["fsync"] = "off"
            settings["synchronous_commit"] = "off"
            settings["full_page_writes"] = "off"
        }
        settings.merge(configuration.settings) { _, ours in ours }
        return settings
    }

    nonisolated func writeSettings(_ account: ServerAccount) throws {
        let lines = serverSettings.sorted { $0.key < $1.key }.map { name, value in
            "\(name) = '\(value.replacingOccurrences(of: "'", with: "''"))'\n"
        }
        let path = dataFolder + "/cluster.conf"
        try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: path))
        try account.take(path, mode: 0o600)
    }

    /// The socket lies in the cluster's folder, unless its path would be longer than a socket's name may be or would
    /// need quoting; then in a folder under /tmp that is named after it.
    static func socketFolder(for configuration: Configuration) -> String {
        let own = configuration.folder + "/socket"
        let name = "/.s.PGSQL.\(configuration.port)"
        let isPlain = own.utf8.allSatisfy { byte in
            switch UnicodeScalar(byte) {
            case "a"..."z", "A"..."Z", "0"..."9", "/", "_", "-", ".": true
            default: false
            }
        }
        if isPlain, own.utf8.count + name.utf8.count <= 103 { return own }
        return "/tmp/pg-" + SHA256.hash(data: Data(configuration.folder.utf8)).hexadecimal(bytes: 8)
    }
}

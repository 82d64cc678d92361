import Foundation
import Postgres
import Subprocess

/// Runs PostgreSQL's client programs as ourselves.
struct ClientPrograms: Sendable {
    private let folder: String

    static func find() async throws -> ClientPrograms {
        let folder = await ServerBinaries.folder { folder in
            ["pg_dump", "pg_restore"].allSatisfy { FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)") }
        }
        guard let folder else { throw DatabaseBackupError.programNotInstalled("pg_dump") }
        return ClientPrograms(folder: folder)
    }

    /// - Throws: ``DatabaseBackupError/programFailed(_:output:)``.
    func run(_ program: String, _ arguments: [String], on server: ConnectionConfiguration) async throws {
        let result = try await Subprocess.run(
            .name("env"), arguments: Arguments(["\(folder)/\(program)", "--no-password"] + arguments),
            environment: environment(for: server), output: .string(limit: 1 << 16), error: .string(limit: 1 << 20))
        guard result.terminationStatus.isSuccess else {
            let output = result.standardError.split(separator: "\n").suffix(20).joined(separator: "\n")
            throw DatabaseBackupError.programFailed(program, output: output)
        }
    }

    /// The password goes where other users of the machine don't see it; the hub's own settings, such as its keys, go
    /// nowhere.
    private func environment(for server: ConnectionConfiguration) -> Environment {
        var changes: [Environment.Key: String?] = [:]
        for name in ProcessInfo.processInfo.environment.keys where name.hasPrefix("PG") || name.hasPrefix("XINLIAN") {
            if let key = Environment.Key(rawValue: name) { changes[key] = .some(nil) }
        }
        func set(_ name: String, _ value: String?) {
            if let key = Environment.Key(rawValue: name), let value { changes[key] = value }
        }
        set("PGHOST", server.hosts.map(\.name).joined(separator: ","))
        set("PGPORT", server.hosts.map { String($0.port) }.joined(separator: ","))
        set("PGTARGETSESSIONATTRS", server.targetSession.rawValue)
        set("PGSSLMODE", server.sslMode)
        set("PGSSLROOTCERT", server.parameters["sslrootcert"])
        set("PGUSER", server.user)
        set("PGPASSWORD", server.password)
        set("PGDATABASE", server.database)
        return Environment.inherit.updating(changes)
    }
}

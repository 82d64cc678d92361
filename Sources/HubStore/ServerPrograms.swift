import Foundation
import Subprocess

/// Runs PostgreSQL's programs as the server's user.
struct ServerPrograms: Sendable {
    let folder: String
    let account: ServerAccount

    /// - Parameter log: its last lines become part of the error, since `pg_ctl` itself only points to it.
    func run(_ program: String, _ arguments: [String], log: String?) async throws {
        let result = try await Subprocess.run(
            .name(launcher), arguments: command(program, arguments), environment: environment,
            output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
        guard !result.terminationStatus.isSuccess else { return }
        var output = result.standardOutput + result.standardError
        if let log, let text = try? String(contentsOfFile: log, encoding: .utf8) {
            output += text.split(separator: "\n").suffix(20).joined(separator: "\n")
        }
        throw PrivateClusterError.programFailed(program, output: output)
    }

    func succeeds(_ program: String, _ arguments: [String]) async throws -> Bool {
        let result = try await Subprocess.run(
            .name(launcher), arguments: command(program, arguments), environment: environment, output: .discarded)
        return result.terminationStatus.isSuccess
    }

    private var launcher: String { account.isSwitched ? "setpriv" : "env" }

    /// The user is changed by a program and not by the spawning process: between fork and exec of a process with several
    /// threads, glibc's `setgroups` may wait for ever. The programs return to the folder they were started in, which
    /// the server's user may not be allowed to enter, so they start in the root folder.
    private func command(_ program: String, _ arguments: [String]) -> Arguments {
        let change = ["-C", "/", "\(folder)/\(program)"] + arguments
        guard account.isSwitched else { return Arguments(change) }
        let account = ["--reuid=\(account.user)", "--regid=\(account.group)", "--clear-groups", "env"]
        return Arguments(account + change)
    }

    /// The server must not inherit settings meant for clients, such as PGDATA or PGPORT.
    private var environment: Environment {
        let inherited = ProcessInfo.processInfo.environment
        var changes: [Environment.Key: String?] = [:]
        for name in inherited.keys where name.hasPrefix("PG") {
            if let key = Environment.Key(rawValue: name) { changes[key] = .some(nil) }
        }
        return Environment.inherit.updating(changes)
    }
}

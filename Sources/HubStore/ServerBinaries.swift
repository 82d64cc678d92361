import Foundation
import Subprocess

/// Where PostgreSQL's programs are.
enum ServerBinaries {
    /// The folder that holds `initdb`, `pg_ctl` and `postgres`: what `pg_config` names, else the newest under
    /// `/usr/lib/postgresql`, else a folder of `PATH`.
    static func find() async throws -> String {
        guard let folder = await folder(where: isComplete) else { throw PrivateClusterError.serverNotInstalled }
        return folder
    }

    /// The first of these folders that has what is needed.
    static func folder(where isComplete: (String) -> Bool) async -> String? {
        for folder in await candidates() where isComplete(folder) { return folder }
        return nil
    }

    private static func candidates() async -> [String] {
        var folders: [String] = []
        if let output = try? await run(.name("pg_config"), arguments: ["--bindir"], output: .string(limit: 4096)),
            output.terminationStatus.isSuccess
        {
            folders.append(output.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        folders += versions.compactMap { Int($0) }.sorted(by: >).map { "\(root)/\($0)/bin" }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        folders += path.split(separator: ":").map(String.init)
        return folders
    }

    private static func isComplete(_ folder: String) -> Bool {
        ["initdb", "pg_ctl", "postgres"].allSatisfy {
            FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)")
        }
    }
}

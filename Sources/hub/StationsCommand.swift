import ArgumentParser
import Configuration
import Directory
import Foundation
import HubModel
import HubRuntime
import Logging
import Protection

struct StationsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stations", abstract: "站点 / The stations.", subcommands: [Enrol.self, List.self])

    struct Enrol: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "enrol",
            abstract: "为站点签发新凭证，旧凭证作废 / Gives a station a new credential; earlier ones are revoked.")

        @OptionGroup var settings: SettingsOptions

        @Argument(help: "站点编码，如 S07 / The station's code.")
        var code: String

        @Option(help: "写入文件（仅本人可读）而不是显示 / Writes a file that only its owner can read, instead of printing.")
        var output: String?

        func run() async throws {
            let reader = try await settings.reader()
            guard let station = StationCode(rawValue: code) else {
                throw ValidationError("“\(code)”不是站点编码 / '\(code)' is not a station's code")
            }
            // Opened before the old credential is revoked: the new one is told only once.
            let file = try output.map { try CredentialFile($0) }
            let token = try await reader.withDatabase { database in
                do {
                    return try await EnrolStation(database: database)(station, at: Date()).token
                } catch is DirectoryError {
                    throw ValidationError(
                        "没有站点 \(station)，请先写入配置并启动枢纽 / there is no station \(station); add it to the configuration and start the hub first"
                    )
                }
            }
            if let file { try file.write(token) } else { Output.line(token) }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "列出站点 / Lists the stations.")

        @OptionGroup var settings: SettingsOptions

        func run() async throws {
            let reader = try await settings.reader()
            let stations = try await reader.withDatabase { try await ListStations(database: $0)(as: .district) }
            for station in stations {
                Output.line("\(station.code)\t\(station.profile)\t\(station.name.zh)\t\(station.name.en)")
            }
        }
    }
}

/// A file that only its owner can read.
private struct CredentialFile {
    private let handle: FileHandle

    init(_ path: String) throws {
        let created = FileManager.default.createFile(
            atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        guard created, let handle = FileHandle(forWritingAtPath: path) else {
            throw ValidationError("无法写入 \(path)，未签发 / \(path) can't be written; nothing was issued")
        }
        self.handle = handle
    }

    func write(_ token: String) throws {
        try handle.write(contentsOf: Data((token + "\n").utf8))
        try handle.close()
    }
}

extension ConfigReader {
    /// Opens the database for one command.
    func withDatabase<Value: Sendable>(_ body: (HubDatabase) async throws -> Value) async throws -> Value {
        let database = try connections().database(logger: try logger(label: "xinlian-hub"))
        do {
            let value = try await body(database)
            await database.shutDown()
            return value
        } catch {
            await database.shutDown()
            throw error
        }
    }
}

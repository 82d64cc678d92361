import ArgumentParser
import Configuration
import Directory
import FactLog
import Foundation
import HubModel
import HubRuntime
import Identity
import Protection

struct StationsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stations", abstract: "站点 / The stations.",
        subcommands: [List.self, Enrol.self, Keys.self, Revoke.self])

    struct Enrol: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "enrol",
            abstract:
                "签发一次性登记码，七天内有效，站点凭它登记密钥 / Issues a one-time code, valid for seven days, with which the station registers its key.",
            discussion: "未用过的旧码作废 / Earlier codes that nobody used become void.")

        @OptionGroup var settings: SettingsOptions
        @OptionGroup var station: StationArgument

        @Option(help: "写入文件（仅本人可读）而不是显示 / Writes a file that only its owner can read, instead of printing.")
        var output: String?

        @Flag(help: "同时立即作废该站点的全部密钥 / Also revokes all keys of the station at once.")
        var revokeKeys = false

        func run() async throws {
            let station = try station.read()
            // Opened before the code is issued: it is told only once.
            let file = try output.map { try PrivateFile.open($0, zh: "，未签发", en: "; nothing was issued") }
            let revokingKeys = revokeKeys
            let issued = try await settings.reader().withDirectory(of: station) { database in
                try await IssueEnrolmentCode(database: database)(
                    for: station, by: RequestOrigin.commandOperator, revokingKeys: revokingKeys, at: Date())
            }
            if let file {
                try file.write(contentsOf: Data((issued.code.text + "\n").utf8))
                try file.close()
            } else {
                Output.line(issued.code.text)
            }
            Output.error(
                "有效期至 \(issued.expiresAt.ISO8601Format())，只能使用一次 / valid until \(issued.expiresAt.ISO8601Format()), once"
            )
        }
    }

    struct Keys: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "keys", abstract: "列出站点的密钥，新的在前 / Lists a station's keys, the newest first.")

        @OptionGroup var settings: SettingsOptions
        @OptionGroup var station: StationArgument

        func run() async throws {
            let station = try station.read()
            let keys = try await settings.reader().withDirectory(of: station) {
                try await ListStationKeys(database: $0)(of: station)
            }
            for key in keys {
                let end = key.revokedAt.map { "\(key.revokedReason ?? "revoked") \($0.ISO8601Format())" } ?? "valid"
                Output.line("\(key.id)\t\(key.createdAt.ISO8601Format())\t\(end)\t\(key.replaces ?? "-")")
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke", abstract: "立即作废站点的密钥 / Revokes a station's keys at once.",
            discussion: "站点须用新登记码重新登记 / The station needs a new code to register again.")

        @OptionGroup var settings: SettingsOptions
        @OptionGroup var station: StationArgument

        @Option(help: "只作废这一个，见 stations keys / Only this one, see stations keys.")
        var key: String?

        func run() async throws {
            let (station, key) = (try station.read(), key)
            let revoked = try await settings.reader().withDirectory(of: station) {
                try await RevokeStationKeys(database: $0)(
                    of: station, only: key, by: RequestOrigin.commandOperator, at: Date())
            }
            for id in revoked { Output.line(id) }
            guard !revoked.isEmpty else {
                throw ValidationError("\(station) 没有这样的有效密钥 / \(station) has no such valid key")
            }
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

extension ConfigReader {
    /// Opens the database for one command about a station.
    fileprivate func withDirectory<Value: Sendable>(
        of station: StationCode, _ body: (HubDatabase) async throws -> Value
    ) async throws -> Value {
        do {
            return try await withDatabase(body)
        } catch is DirectoryError {
            throw ValidationError(
                "没有站点 \(station)，请先写入配置并启动枢纽 / there is no station \(station); add it to the configuration and start the hub first"
            )
        }
    }

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

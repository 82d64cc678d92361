import ArgumentParser
import Configuration
import DistrictConfig
import Foundation
import HubRuntime
import Logging
import PluginHost
import Postgres
import Protection
import Services
import SystemPackage

/// Settings of the process: flags over environment (`XINLIAN_…`) over a JSON file named by `--settings`.
struct SettingsOptions: ParsableArguments {
    @Option(help: "JSON 设置文件 / A JSON file of settings.")
    var settings: String?

    @Option(help: "数据库地址，如 postgres:///xinlian?host=/run/postgresql（XINLIAN_DATABASE_URL）/ The database's URL.")
    var databaseURL: String?

    @Option(
        help: "密钥文件（XINLIAN_KEYS_FILE），或在 XINLIAN_KEYS 中给出密钥 / The key file; or the keys themselves in XINLIAN_KEYS.")
    var keysFile: String?

    @Option(help: "日志级别（XINLIAN_LOG_LEVEL，默认 info）/ The log level.")
    var logLevel: String?

    /// Reads the settings, with the flags of a command in front.
    func reader(flags: [String: ConfigValue] = [:]) async throws -> ConfigReader {
        var given = flags
        given["database.url"] = databaseURL.map { ConfigValue(.string($0), isSecret: true) }
        given["keys.file"] = keysFile.map { ConfigValue(.string($0), isSecret: false) }
        given["log.level"] = logLevel.map { ConfigValue(.string($0), isSecret: false) }
        let values = Dictionary(
            uniqueKeysWithValues: given.map {
                (AbsoluteConfigKey(["xinlian"] + $0.key.split(separator: ".").map(String.init)), $0.value)
            })
        var providers: [any ConfigProvider] = [InMemoryProvider(values: values), EnvironmentVariablesProvider()]
        if let settings {
            providers.append(try await FileProvider<JSONSnapshot>(filePath: FilePath(settings)))
        }
        return ConfigReader(providers: providers).scoped(to: "xinlian")
    }
}

extension ConfigReader {
    /// A logger that writes to standard error in one line a record.
    func logger(label: String) throws -> Logger {
        let name = string(forKey: "log.level", default: "info")
        guard let level = Logger.Level(rawValue: name) else {
            throw ValidationError("没有日志级别“\(name)” / there is no log level '\(name)'")
        }
        var logger = Logger(label: label) { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        return logger
    }

    /// Whether the settings name a database.
    var hasDatabase: Bool { string(forKey: "database.url") != nil }

    /// How to reach the database; the password may stand in the URL or in `XINLIAN_DATABASE_PASSWORD`.
    func database() throws -> ConnectionConfiguration {
        guard let url = string(forKey: "database.url") else {
            throw ValidationError(
                "请用 --database-url 或 XINLIAN_DATABASE_URL 指明数据库 / name the database with --database-url or XINLIAN_DATABASE_URL"
            )
        }
        var configuration = try ConnectionConfiguration(url: url)
        if let password = string(forKey: "database.password", isSecret: true) { configuration.password = password }
        return configuration
    }

    /// The hub's keys: out of the key file, or else out of the environment, and from nowhere else.
    func keys() throws -> KeyRing {
        if let file = string(forKey: "keys.file") { return try KeyRing(file: file) }
        if let text = ProcessInfo.processInfo.environment["XINLIAN_KEYS"] { return try KeyRing(text: text) }
        throw ValidationError(
            "没有密钥。请先运行 xinlian-hub keys generate --output keys.txt，再用 --keys-file 或 XINLIAN_KEYS_FILE 指明该文件 / "
                + "there are no keys; run xinlian-hub keys generate --output keys.txt and name that file with --keys-file or XINLIAN_KEYS_FILE"
        )
    }

    /// The key file, for commands that change it.
    func keyFile() throws -> KeyFile {
        guard let file = string(forKey: "keys.file") else {
            throw ValidationError(
                "请用 --file 或 XINLIAN_KEYS_FILE 指明密钥文件 / name the key file with --file or XINLIAN_KEYS_FILE")
        }
        return KeyFile(file)
    }

    /// Where plugins run: in processes of their own unless `XINLIAN_PLUGIN_ISOLATION` says `in-process`.
    func pluginIsolation() throws -> PluginIsolation {
        let name = string(forKey: "plugin.isolation", default: PluginIsolation.worker.rawValue)
        guard let isolation = PluginIsolation(rawValue: name) else {
            let known = PluginIsolation.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError(
                "插件隔离方式“\(name)”无效，应为 \(known) / there is no plugin isolation '\(name)'; use one of \(known)")
        }
        return isolation
    }

    func connections() throws -> HubConnections {
        HubConnections(server: try database())
    }
}

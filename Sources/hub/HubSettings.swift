import ArgumentParser
import Configuration
import DistrictConfig
import Foundation
import HubModel
import HubRuntime
import HubStore
import Logging
import Postgres
import SystemPackage

/// Settings of the process: flags over environment (`XINLIAN_…`) over a JSON file named by `--settings`.
struct SettingsOptions: ParsableArguments {
    @Option(help: "JSON 设置文件 / A JSON file of settings.")
    var settings: String?

    @Option(help: "数据库地址，如 postgres:///xinlian?host=/run/postgresql（XINLIAN_DATABASE_URL）/ The database's URL.")
    var databaseURL: String?

    @Option(help: "日志级别（XINLIAN_LOG_LEVEL，默认 info）/ The log level.")
    var logLevel: String?

    /// Reads the settings, with the flags of a command in front.
    func reader(flags: [String: ConfigValue] = [:]) async throws -> ConfigReader {
        var given = flags
        given["database.url"] = databaseURL.map { ConfigValue(.string($0), isSecret: true) }
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

    func connections() throws -> HubConnections {
        HubConnections(server: try database())
    }
}

/// Where the configuration is.
struct ConfigurationOptions: ParsableArguments {
    @Option(name: .customLong("config"), help: "配置目录 / The folder of the configuration.")
    var config = "config"

    @Option(help: "插件目录 / The folder of the plugins' data.")
    var plugins = "Plugins"

    /// Reads the configuration; every mistake is printed and the exit status is 1.
    func read() throws -> DistrictConfiguration {
        do {
            return try ConfigurationReader.read(
                config: URL(fileURLWithPath: config), plugins: URL(fileURLWithPath: plugins))
        } catch {
            for line in ConfigCheck.report(for: error) { Output.error(line) }
            throw ExitCode(1)
        }
    }
}

/// What commands say to people.
enum Output {
    static func line(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
    static func error(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}

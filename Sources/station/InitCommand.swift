import ArgumentParser
import DistrictConfig
import FactLog
import Foundation
import HubModel
import StationNode

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make the book and the key of a station, and register the key at the hub.",
        discussion: "Without a connection the code is kept, and sync, run or enrol register the key later.")

    @OptionGroup var options: BookOptions
    @OptionGroup var codeOptions: CodeOptions

    @Option(help: "The station's code, e.g. S01.")
    var station: String

    @Option(help: "The hub's address, e.g. https://hub.example.cn.")
    var hub: String

    @Option(help: "The folder of the district's configuration.")
    var config: String

    @Option(help: "The folder of signed plugins; Plugins beside the configuration unless said otherwise.")
    var plugins: String?

    @Flag(help: "For development and demonstrations: plugins are unsigned sources, their libraries beside the program.")
    var development = false

    func run() async throws {
        guard let code = StationCode(rawValue: station) else {
            throw ValidationError("'\(station)' is not a station's code, e.g. S01")
        }
        guard let url = URL(string: hub) else { throw ValidationError("'\(hub)' is not an address") }
        let transport = try HTTPSyncTransport(hub: url)
        do {
            try await make(code, transport)
        } catch {
            try await transport.shutDown()
            throw error
        }
        try await transport.shutDown()
    }

    private func make(_ code: StationCode, _ transport: HTTPSyncTransport) async throws {
        let enrolmentCode = try codeOptions.read()
        let configFolder = URL(filePath: config, directoryHint: .isDirectory)
        let pluginFolder =
            plugins.map { URL(filePath: $0, directoryHint: .isDirectory) }
            ?? configFolder.deletingLastPathComponent().appending(component: "Plugins", directoryHint: .isDirectory)
        let installation: StationInstallation
        do {
            installation =
                try development
                ? ConfigurationReader.readStation(code, config: configFolder, plugins: pluginFolder)
                : StationProfile.installation(
                    station: code, config: configFolder, plugins: pluginFolder, copies: nil)
        } catch let mistakes as ConfigurationMistakes {
            throw CommandFailure(ConfigCheck.report(for: mistakes).joined(separator: "\n"))
        }
        let folder = try options.folder()
        var values: [(StationSettings.Key, String)] = [
            (.hub, hub), (.config, absolute(configFolder.path)), (.plugins, absolute(pluginFolder.path)),
        ]
        if development { values.append((.development, "true")) }
        try create(code, values, enrolmentCode, in: folder)
        let name = installation.station.name
        print("已为 \(code) \(name.zh) 建立账本：\(folder.path) / made the book of \(code) \(name.en)")
        guard enrolmentCode != nil else {
            return print("请索取登记码，再执行 enrol / get an enrolment code, then run enrol")
        }
        try await EnrolCommand.finish(code, StationKeys(folder: folder), transport)
    }

    /// The book comes last, so that one without its settings and its key is never left behind.
    private func create(
        _ station: StationCode, _ settings: [(StationSettings.Key, String)], _ code: EnrolmentCode?, in folder: URL
    ) throws {
        do {
            guard !FileManager.default.fileExists(atPath: LocalBook.file(in: folder).path) else {
                throw LocalBookError.alreadyExists(folder: folder.path)
            }
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try StationSettings.write(settings, in: folder)
            let keys = StationKeys(folder: folder)
            try keys.currentOrNew()
            if let code { try keys.keep(code) }
            try LocalBook.create(in: folder, station: station, at: Date()).close()
        } catch LocalBookError.alreadyExists {
            throw CommandFailure(
                "\(folder.path) 中已有账本，没有改动 / there is a book in \(folder.path) already; nothing was changed")
        }
    }

    private func absolute(_ path: String) -> String { URL(filePath: path).standardizedFileURL.path }
}

import ArgumentParser
import Configuration
import Foundation
import StationNode

/// Where the book is; every command takes it.
struct BookOptions: ParsableArguments {
    @Option(help: "The folder of the station's book 账本. Also XINLIAN_BOOK.")
    var book: String?

    @Option(name: .customLong("log-level"), help: "trace, debug, info, notice, warning, error. Also XINLIAN_LOG_LEVEL.")
    var logLevel: String?

    /// The folder of the book.
    func folder() throws -> URL {
        let environment = ConfigReader(provider: EnvironmentVariablesProvider()).scoped(to: "xinlian")
        guard let path = book ?? environment.string(forKey: "book") else {
            throw ValidationError("name the book's folder with --book DIR or XINLIAN_BOOK")
        }
        return URL(filePath: path, directoryHint: .isDirectory)
    }

    func open() throws -> LocalBook {
        let folder = try folder()
        do {
            return try LocalBook.open(in: folder)
        } catch LocalBookError.missing {
            throw ValidationError("\(folder.path) 中没有账本，请先 init / there is no book in \(folder.path); begin with init")
        }
    }

    /// The keys beside the book.
    func keys() throws -> StationKeys { StationKeys(folder: try folder()) }

    func settings(_ flags: [StationSettings.Key: String?] = [:]) async throws -> StationSettings {
        var flags = flags
        flags[.logLevel] = logLevel
        return try await StationSettings(folder: try folder(), flags: flags)
    }
}

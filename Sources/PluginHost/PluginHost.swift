public import Foundation
public import Logging
public import PluginKit

/// The plugins of this program, several versions of each at once.
///
/// Nothing of a plugin runs before ``PluginLibrary`` has verified its manifest and its library.
public actor PluginHost {
    private struct Entry {
        var library: PluginLibrary
        var data: PluginData
        var start: Task<Void, any Error>
        var isRunning = false
    }

    /// The folder of the running program, where the build puts the plugins' libraries.
    public static var defaultLibraryDirectory: URL {
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    }

    private nonisolated let transport: any PluginTransport
    private let stamp: ContractStamp
    private let logger: Logger
    private var entries: [PluginKey: Entry] = [:]

    /// - Throws: `DecodingError` when the contract library of this program carries no readable stamp.
    public init(transport: any PluginTransport = InProcessTransport(), logger: Logger) throws {
        self.transport = transport
        self.stamp = try ContractStamp.ofLoadedContract()
        self.logger = logger
    }

    /// The plugins that can be asked, by id and version.
    public var loaded: [PluginKey] { libraries.map(\.key) }

    /// The libraries behind ``loaded``, with digest and stamp, in the same order.
    public var libraries: [PluginLibrary] {
        entries.values.filter(\.isRunning).map(\.library).sorted { $0.key < $1.key }
    }

    /// What the files of a loaded plugin say; nil when it is not loaded.
    public func data(of plugin: PluginKey) -> PluginData? { entries[plugin].flatMap { $0.isRunning ? $0.data : nil } }

    /// Verifies a plugin and makes it ready to answer. Loading the same plugin again changes nothing.
    ///
    /// - Parameters:
    ///   - data: everything the plugin's files say, already parsed.
    ///   - libraryDirectory: the folder that holds `lib<module>.so`.
    ///   - digest: the library's SHA-256 when it is known; another one is refused.
    /// - Throws: ``PluginLoadError``.
    public func load(
        _ data: PluginData, from libraryDirectory: URL = PluginHost.defaultLibraryDirectory, digest: String? = nil
    ) async throws {
        let library: PluginLibrary
        do {
            library = try PluginLibrary(verifying: data.manifest, in: libraryDirectory.path, host: stamp)
            guard digest == nil || library.digest == digest else {
                throw PluginLoadError.libraryReplaced(plugin: library.key, path: library.path)
            }
        } catch {
            logger.error("plugin refused", metadata: ["plugin": "\(PluginKey(data.manifest))", "reason": "\(error)"])
            throw error
        }
        if let known = entries[library.key] {
            guard known.data == data, known.library.digest == library.digest else {
                throw PluginLoadError.versionTaken(plugin: library.key)
            }
            return try await known.start.value
        }
        try await start(library, with: data)
    }

    private func start(_ library: PluginLibrary, with data: PluginData) async throws {
        let transport = transport
        let task = Task { try await transport.start(library, with: data) }
        entries[library.key] = Entry(library: library, data: data, start: task)
        do {
            try await task.value
        } catch {
            entries[library.key] = nil
            logger.error("plugin failed to start", metadata: ["plugin": "\(library.key)", "reason": "\(error)"])
            throw error
        }
        entries[library.key]?.isRunning = true
        logger.info("plugin loaded", metadata: ["plugin": "\(library.key)", "sha256": "\(library.digest)"])
    }

    /// Answers one request.
    ///
    /// - Throws: ``PluginCallError`` when the plugin is not loaded, `PluginFailure` when it refuses the request.
    public nonisolated func answer(_ request: PluginRequest, by plugin: PluginKey) async throws -> PluginAnswer {
        let results = try await answers([request], by: plugin)
        guard let result = results.first else { throw PluginCallError.wrongNumberOfAnswers(plugin) }
        return try result.get()
    }

    /// Answers many requests at the cost of one call; each has a result of its own, in the order asked.
    ///
    /// - Throws: ``PluginCallError`` when the plugin is not loaded.
    public nonisolated func answers(
        _ requests: [PluginRequest], by plugin: PluginKey
    ) async throws -> [Result<PluginAnswer, PluginFailure>] {
        let results = try await transport.answers(requests, by: plugin)
        guard results.count == requests.count else { throw PluginCallError.wrongNumberOfAnswers(plugin) }
        return results
    }

    /// How each plugin is doing, in the order of the keys.
    public nonisolated func status() async -> [PluginStatus] { await transport.status() }
}

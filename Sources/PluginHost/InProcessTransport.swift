public import PluginKit
import Synchronization

/// Runs plugins in this process, on the caller's task: the fastest way, for plugins trusted not to crash or hang.
///
/// Plugins are pure and `Sendable`, so calls run side by side; the lock only guards the table.
public final class InProcessTransport: PluginTransport {
    private let plugins = Mutex<[PluginKey: any ProfilePlugin]>([:])

    public init() {}

    public func start(_ library: PluginLibrary, with data: PluginData) async throws {
        let factory = try library.open()
        let plugin: any ProfilePlugin
        do {
            plugin = try factory.make(data)
        } catch {
            throw PluginLoadError.dataRefused(plugin: library.key, failure: PluginFailure(wrapping: error))
        }
        plugins.withLock { $0[library.key] = plugin }
    }

    public func answers(
        _ requests: [PluginRequest], by key: PluginKey
    ) async throws -> [Result<PluginAnswer, PluginFailure>] {
        let (found, versions) = plugins.withLock { table in
            (table[key], table.keys.filter { $0.id == key.id }.sorted())
        }
        guard let found else { throw PluginCallError.notLoaded(key, loaded: versions) }
        return requests.map { request in
            Result { try found.answer(request) }.mapError(PluginFailure.init(wrapping:))
        }
    }
}

public import PluginKit
import Synchronization

/// Runs plugins in this process, on the caller's task: the fastest way, for plugins trusted not to crash or hang.
///
/// Plugins are pure and `Sendable`, so calls run side by side; the lock only guards the table.
public final class InProcessTransport: PluginTransport {
    private struct Entry {
        var plugin: any ProfilePlugin
        var calls = 0
    }

    private let plugins = Mutex<[PluginKey: Entry]>([:])

    public init() {}

    public func start(_ library: PluginLibrary, with data: PluginData) async throws {
        let factory = try library.open()
        let plugin: any ProfilePlugin
        do {
            plugin = try factory.make(data)
        } catch {
            throw PluginLoadError.dataRefused(plugin: library.key, failure: PluginFailure(wrapping: error))
        }
        plugins.withLock { $0[library.key] = Entry(plugin: plugin) }
    }

    public func answers(
        _ requests: [PluginRequest], by key: PluginKey
    ) async throws -> [Result<PluginAnswer, PluginFailure>] {
        let (found, versions) = plugins.withLock { table in
            table[key]?.calls += 1
            return (table[key]?.plugin, table.keys.filter { $0.id == key.id }.sorted())
        }
        guard let found else { throw PluginCallError.notLoaded(key, loaded: versions) }
        return requests.map { request in
            Result { try found.answer(request) }.mapError(PluginFailure.init(wrapping:))
        }
    }

    public func status() async -> [PluginStatus] {
        plugins.withLock { table in
            table.map { PluginStatus(plugin: $0.key, state: .running, calls: $0.value.calls) }
        }.sorted { $0.plugin < $1.plugin }
    }
}

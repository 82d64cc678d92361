public import PluginKit

/// The way to a plugin's code: in this process, or in a worker process of its own.
///
/// Everything that crosses it is Codable, so that no caller can tell the ways apart.
public protocol PluginTransport: Sendable {
    /// Runs a verified library with its data, and keeps the plugin under the library's key.
    ///
    /// The host calls it once for each key.
    ///
    /// - Throws: ``PluginLoadError`` of the stage `linking`; ``PluginCallError`` when its process can't be started.
    func start(_ library: PluginLibrary, with data: PluginData) async throws

    /// Answers each request in order.
    ///
    /// - Throws: ``PluginCallError`` when the plugin can't be reached at all; what the plugin itself refuses is in
    ///   the result of its request.
    func answers(
        _ requests: [PluginRequest], by plugin: PluginKey
    ) async throws -> [Result<PluginAnswer, PluginFailure>]

    /// How each plugin is doing, in the order of the keys.
    func status() async -> [PluginStatus]
}

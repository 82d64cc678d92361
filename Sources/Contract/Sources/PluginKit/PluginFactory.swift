/// Makes the plugin of one library; the object that crosses the C entry point.
///
/// A plugin's library exports
/// ```swift
/// @c(xinlian_plugin_v1)
/// public func xinlianPlugin() -> UnsafeMutableRawPointer { PluginFactory(MyPlugin.self).handOver() }
/// ```
public final class PluginFactory: Sendable {
    private let initialize: @Sendable (PluginData) throws -> any ProfilePlugin

    public init<Plugin: ProfilePlugin>(_ type: Plugin.Type) {
        initialize = { try Plugin(data: $0) }
    }

    /// Makes the plugin with its data.
    ///
    /// - Throws: ``PluginFailure`` when the data lacks what the rules need.
    public func make(_ data: PluginData) throws -> any ProfilePlugin {
        try initialize(data)
    }

    /// A pointer that owns the factory; ``takeOver(_:)`` gives it back.
    public func handOver() -> UnsafeMutableRawPointer {
        Unmanaged.passRetained(self).toOpaque()
    }

    /// Takes the factory from a pointer that ``handOver()`` made; each pointer only once.
    public static func takeOver(_ pointer: UnsafeMutableRawPointer) -> PluginFactory {
        Unmanaged<PluginFactory>.fromOpaque(pointer).takeRetainedValue()
    }
}

public import PluginKit

/// 职场能量站: people at work.
///
/// Thresholds in `plugin.yaml`: `phq9.*`, `gad7.*` and `pss10.*`, as the rules of these names say.
public struct WorkplaceEnergyPlugin: ProfilePlugin {
    public let decisions: ProfileDecisions

    public init(data: PluginData) throws {
        decisions = try ProfileDecisions(data: data, rules: [.phq9, .gad7, .pss10])
    }
}

@c(xinlian_plugin_v1)
public func xinlianPlugin() -> UnsafeMutableRawPointer { PluginFactory(WorkplaceEnergyPlugin.self).handOver() }

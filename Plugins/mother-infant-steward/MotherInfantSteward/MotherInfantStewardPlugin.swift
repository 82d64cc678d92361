public import PluginKit

/// 母婴健康管家: mothers, fathers and children up to six.
///
/// Thresholds in `plugin.yaml`: `phq9.*` and `epds.*`, as the rules of these names say.
public struct MotherInfantStewardPlugin: ProfilePlugin {
    public let decisions: ProfileDecisions

    public init(data: PluginData) throws {
        decisions = try ProfileDecisions(data: data, rules: [.phq9, .epds])
    }
}

@c(xinlian_plugin_v1)
public func xinlianPlugin() -> UnsafeMutableRawPointer { PluginFactory(MotherInfantStewardPlugin.self).handOver() }

public import PluginKit

/// 社区心理服务枢纽: mixed neighbourhoods.
///
/// Thresholds in `plugin.yaml`: `phq9.*`, `gad7.*` and `ucla3.*`, as the rules of these names say.
public struct CommunityHubPlugin: ProfilePlugin {
    public let decisions: ProfileDecisions

    public init(data: PluginData) throws {
        decisions = try ProfileDecisions(data: data, rules: [.phq9, .gad7, .ucla3])
    }
}

@c(xinlian_plugin_v1)
public func xinlianPlugin() -> UnsafeMutableRawPointer { PluginFactory(CommunityHubPlugin.self).handOver() }

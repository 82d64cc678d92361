public import PluginKit

/// 社区心理服务枢纽: mixed neighbourhoods.
///
/// Thresholds in `plugin.yaml`: `phq9.selfHelp`, `phq9.station`, `phq9.referWhenImpaired`, `phq9.refer`,
/// `gad7.selfHelp`, `gad7.station`, `gad7.refer`.
public struct CommunityHubPlugin: ProfilePlugin {
    private let assessor: ScreeningAssessor

    public init(data: PluginData) throws {
        assessor = try ScreeningAssessor(data: data, rules: [.phq9, .gad7])
    }

    public func assess(_ request: AssessScreening) throws -> ScreeningAssessment {
        try assessor.assess(request)
    }
}

@c(xinlian_plugin_v1)
public func xinlianPlugin() -> UnsafeMutableRawPointer { PluginFactory(CommunityHubPlugin.self).handOver() }

import HubModel
public import PluginKit

/// 银龄心理守护者: late-life depression and cognitive decline.
///
/// Thresholds in `plugin.yaml`: `phq9.selfHelp`, `phq9.station`, `phq9.referWhenImpaired`, `phq9.refer`,
/// `gds15.station`, `gds15.refer`.
public struct ElderlyGuardianPlugin: ProfilePlugin {
    private let assessor: ScreeningAssessor

    public init(data: PluginData) throws {
        assessor = try ScreeningAssessor(data: data, rules: [.phq9, .gds15])
    }

    /// GDS-15 counts on memory and insight: after a positive cognitive screen its total says little, and says so.
    public func assess(_ request: AssessScreening) throws -> ScreeningAssessment {
        var assessment = try assessor.assess(request)
        if request.instrument == TriageRule.gds15.instrument, request.cognitiveScreenPositive == true {
            assessment.triage.raise(to: .none, because: "gds15-unreliable")
        }
        return assessment
    }
}

@c(xinlian_plugin_v1)
public func xinlianPlugin() -> UnsafeMutableRawPointer { PluginFactory(ElderlyGuardianPlugin.self).handOver() }

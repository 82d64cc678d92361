import HubModel
public import PluginKit

/// 银龄心理守护者: late-life depression, loneliness and cognitive decline.
///
/// Thresholds in `plugin.yaml`: `phq9.*`, `gds15.*`, `sis6.refer` and `ucla3.*`, as the rules of these names say.
public struct ElderlyGuardianPlugin: ProfilePlugin {
    public let decisions: ProfileDecisions

    public init(data: PluginData) throws {
        decisions = try ProfileDecisions(data: data, rules: [.phq9, .gds15, .sis6, .ucla3])
    }

    /// GDS-15 counts on memory and insight: after a positive cognitive screen its total says little, and says so.
    public func assess(_ request: AssessScreening) throws -> ScreeningAssessment {
        var assessment = try decisions.assess(request)
        if request.instrument == TriageRule.gds15.instrument, request.cognitiveScreenPositive == true {
            assessment.raise(
                to: .none,
                because: Reason(
                    "gds15-unreliable", zh: "认知筛查阳性，GDS-15 的结果不可靠",
                    en: "after a positive cognitive screen the result of GDS-15 is unreliable"))
        }
        return assessment
    }
}

@c(xinlian_plugin_v1)
public func xinlianPlugin() -> UnsafeMutableRawPointer { PluginFactory(ElderlyGuardianPlugin.self).handOver() }

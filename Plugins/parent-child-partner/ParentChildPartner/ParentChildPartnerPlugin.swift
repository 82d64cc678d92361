import HubModel
public import PluginKit

/// 亲子成长伙伴: from pregnancy to adolescence.
///
/// Thresholds in `plugin.yaml`: `phq9.selfHelp`, `phq9.station`, `phq9.referWhenImpaired`, `phq9.refer`,
/// `epds.support`, `epds.refer`.
public struct ParentChildPartnerPlugin: ProfilePlugin {
    private static let adultAge = 18
    private let assessor: ScreeningAssessor

    public init(data: PluginData) throws {
        assessor = try ScreeningAssessor(data: data, rules: [.phq9, .epds])
    }

    /// PHQ-9 is worded for adults: below 18 the score stands, with the advice to repeat it as PHQ-A.
    public func assess(_ request: AssessScreening) throws -> ScreeningAssessment {
        var assessment = try assessor.assess(request)
        if request.instrument == TriageRule.phq9.instrument, let age = request.ageYears, age < Self.adultAge {
            assessment.triage.raise(to: .none, because: "repeat-with-phq-a")
        }
        return assessment
    }
}

@c(xinlian_plugin_v1)
public func xinlianPlugin() -> UnsafeMutableRawPointer { PluginFactory(ParentChildPartnerPlugin.self).handOver() }

import HubModel
public import PluginKit

/// 亲子成长伙伴: from pregnancy to adolescence.
///
/// Thresholds in `plugin.yaml`: `phq9.*`, `phqa.*` and `epds.*`, as the rules of these names say.
public struct ParentChildPartnerPlugin: ProfilePlugin {
    private static let adultAge = 18
    private static let adolescence = 11...17

    public let decisions: ProfileDecisions

    public init(data: PluginData) throws {
        decisions = try ProfileDecisions(data: data, rules: [.phq9, .phqA, .epds])
    }

    /// PHQ-9 is worded for adults, PHQ-A for 11 to 17 years: outside the score stands, with the advice to use the other.
    public func assess(_ request: AssessScreening) throws -> ScreeningAssessment {
        var assessment = try decisions.assess(request)
        guard let age = request.ageYears else { return assessment }
        if request.instrument == TriageRule.phq9.instrument, age < Self.adultAge {
            assessment.raise(
                to: .none,
                because: Reason(
                    "repeat-with-phq-a", zh: "未满 18 岁，请改用 PHQ-A", en: "younger than 18: repeat it with PHQ-A"))
        }
        if request.instrument == TriageRule.phqA.instrument, !Self.adolescence.contains(age) {
            assessment.raise(
                to: .none,
                because: Reason(
                    "phq-a-age", zh: "PHQ-A 适用于 11 至 17 岁", en: "PHQ-A is meant for 11 to 17 years"))
        }
        return assessment
    }
}

@c(xinlian_plugin_v1)
public func xinlianPlugin() -> UnsafeMutableRawPointer { PluginFactory(ParentChildPartnerPlugin.self).handOver() }

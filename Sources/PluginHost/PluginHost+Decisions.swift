public import HubModel
public import PluginKit

/// The questions of the contract, one a method, with the answer that belongs to it.
///
/// All throw ``PluginCallError`` when the plugin can't be reached and `PluginFailure` when it refuses the request or answers
/// another one.
extension PluginHost {
    public nonisolated func nextActions(
        _ request: FindNextActions, by plugin: PluginKey
    ) async throws -> [NextAction] {
        guard case .nextActions(let actions) = try await answer(.findNextActions(request), by: plugin) else {
            throw PluginFailure.otherAnswer(plugin: plugin.id)
        }
        return actions
    }

    public nonisolated func outreach(
        _ request: FindOutreach, by plugin: PluginKey
    ) async throws -> [OutreachDecision] {
        guard case .outreach(let decisions) = try await answer(.findOutreach(request), by: plugin) else {
            throw PluginFailure.otherAnswer(plugin: plugin.id)
        }
        return decisions
    }

    public nonisolated func counsellors(
        _ request: FitCounsellors, by plugin: PluginKey
    ) async throws -> [CounsellorFit] {
        guard case .counsellors(let fits) = try await answer(.fitCounsellors(request), by: plugin) else {
            throw PluginFailure.otherAnswer(plugin: plugin.id)
        }
        return fits
    }

    public nonisolated func indicators(
        _ request: EvaluateIndicators, by plugin: PluginKey
    ) async throws -> [IndicatorValue] {
        guard case .indicators(let values) = try await answer(.evaluateIndicators(request), by: plugin) else {
            throw PluginFailure.otherAnswer(plugin: plugin.id)
        }
        return values
    }

    /// Of many packages in one call; what the plugin refuses is in the result of its package.
    public nonisolated func eligibility(
        _ requests: [CheckEligibility], by plugin: PluginKey
    ) async throws -> [Result<EligibilityDecision, PluginFailure>] {
        guard !requests.isEmpty else { return [] }
        return try await answers(requests.map { .checkEligibility($0) }, by: plugin).map { answer in
            answer.flatMap {
                if case .eligibility(let decision) = $0 {
                    .success(decision)
                } else {
                    .failure(.otherAnswer(plugin: plugin.id))
                }
            }
        }
    }

    /// What an error of a call says to people.
    public static func words(for error: any Error) -> LocalizedText {
        switch error {
        case let error as PluginCallError: error.message
        case let failure as PluginFailure: failure.message
        default: PluginFailure(wrapping: error).message
        }
    }
}

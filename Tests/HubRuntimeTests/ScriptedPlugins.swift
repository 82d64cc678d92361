import HubModel
import PluginHost
import PluginKit
import TestSupport

/// Plugins that answer by their data alone, in this process, and fail when told to.
struct ScriptedPlugins: PluginTransport {
    enum Question: Hashable {
        case nextActions, outreach, eligibility, counsellors, indicators
    }

    var data: [PluginData]
    var failing: Set<Question> = []

    func host() throws -> PluginHost { try PluginHost(transport: self, logger: TestDatabase.quietLogger) }

    func start(_ library: PluginLibrary, with data: PluginData) async throws {}

    func status() async -> [PluginStatus] {
        data.map { PluginStatus(plugin: PluginKey($0.manifest), state: .running) }
    }

    func answers(
        _ requests: [PluginRequest], by plugin: PluginKey
    ) async throws -> [Result<PluginAnswer, PluginFailure>] {
        guard let data = data.first(where: { PluginKey($0.manifest) == plugin }) else {
            throw PluginCallError.notLoaded(plugin, loaded: [])
        }
        guard !requests.contains(where: { Self.question($0).map(failing.contains) == true }) else {
            throw PluginCallError.timedOut(plugin, limitMilliseconds: 2000)
        }
        let answering = Answering(decisions: try ProfileDecisions(data: data, rules: []))
        return requests.map { request in
            Result { try answering.answer(request) }.mapError(PluginFailure.init(wrapping:))
        }
    }

    private static func question(_ request: PluginRequest) -> Question? {
        switch request {
        case .findNextActions: .nextActions
        case .findOutreach: .outreach
        case .checkEligibility: .eligibility
        case .fitCounsellors: .counsellors
        case .evaluateIndicators: .indicators
        case .assessScreening, .planEnrolment, .findRituals: nil
        }
    }

    private struct Answering: ProfilePlugin {
        let decisions: ProfileDecisions

        init(decisions: ProfileDecisions) { self.decisions = decisions }

        init(data: PluginData) throws { decisions = try ProfileDecisions(data: data, rules: []) }
    }
}

import DistrictConfig
import Foundation
import HubModel
import HubRuntime
import Hummingbird
import PageKit
import PluginHost
import PluginKit
import Protection

/// How the plugins are doing 运行状态, for those who answer for the hub.
struct OperationsRoutes {
    let plugins: PluginHost
    let refused: [RefusedPlugin]
    let configuration: DistrictConfiguration
    let pages: PageMaker

    static let path = "/administration/operations"
    private static let policy = HubPolicy.people([.director, .auditor], .district, .aggregate)
    private static let summary = "How the plugins are doing, and which were refused"

    var routes: [Route] {
        [
            Route(.get, Self.path, policy: Self.policy, Self.summary, answer: .page) { _, context in
                let language = context.language
                let page = OperationsPage(
                    await plugins.status(), refused: refused, titles: titles,
                    frame: pages.frame(OperationsWords.title(language), path: Self.path, context),
                    formats: pages.formats(language))
                return try pages.answer(page)
            },
            Route(
                .get, "/api/v1" + Self.path, policy: Self.policy, Self.summary, answer: .json(of: OperationsAnswer.self)
            ) { _, _ in
                try JSONAnswer.response(OperationsAnswer(await plugins.status(), refused: refused, titles: titles))
            },
        ]
    }

    private var titles: [ProfileCode: LocalizedText] { configuration.profiles.mapValues(\.manifest.title) }
}

/// The page as JSON.
private struct OperationsAnswer: Encodable {
    struct Plugin: Encodable {
        let id: String
        let version: String
        let title: LocalizedText?
        let state: String
        let processId: Int32?
        let calls: Int
        let failures: Int
        let restarts: Int
        let lastFailure: PluginStatus.Failure?
    }

    struct Refused: Encodable {
        let folder: String
        let id: String?
        let version: String?
        let reason: LocalizedText
    }

    let plugins: [Plugin]
    let refused: [Refused]

    init(_ status: [PluginStatus], refused: [RefusedPlugin], titles: [ProfileCode: LocalizedText]) {
        plugins = status.map {
            Plugin(
                id: $0.plugin.id.rawValue, version: $0.plugin.version, title: titles[$0.plugin.id],
                state: $0.state.rawValue, processId: $0.processID, calls: $0.calls, failures: $0.failures,
                restarts: $0.restarts, lastFailure: $0.lastFailure)
        }
        self.refused = refused.map {
            Refused(folder: $0.folder, id: $0.id?.rawValue, version: $0.version, reason: $0.reason.message)
        }
    }
}

extension OperationsRoutes: HubRouteGroup {
    static let pages: [any PageModel.Type] = [OperationsPage.self]
    static let words: [any WordSection.Type] = [OperationsWords.self]
    static let menu: [MenuEntry<Role>] = [
        MenuEntry(path, OperationsWords.menu, for: [.director, .auditor], rank: 110)
    ]

    init(_ services: HubServices) {
        self.init(
            plugins: services.hub.plugins, refused: services.hub.refusedPlugins,
            configuration: services.hub.configuration, pages: services.pages)
    }
}

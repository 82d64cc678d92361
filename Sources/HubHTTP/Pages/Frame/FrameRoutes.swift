import PageKit
import Protection

/// What surrounds every page: style sheets and scripts, the page that says what went wrong, words that several groups use.
struct FrameRoutes {
    let assets: AssetFiles

    var routes: [Route] { assets.routes() }
}

extension FrameRoutes: HubRouteGroup {
    static let pages: [any PageModel.Type] = [ErrorPage.self]
    static let words: [any WordSection.Type] = [FrameWords.self, ViewerWords.self, CodeWords.self, Role.self]

    init(_ services: HubServices) throws {
        self.init(assets: try AssetFiles(packages: services.assets, own: HubResources.assets))
    }
}

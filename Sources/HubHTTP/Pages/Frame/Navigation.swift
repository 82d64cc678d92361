import HubModel
import Protection

/// The pages of each role (see the interface's table of entries).
enum Navigation {
    struct Entry {
        let path: String
        let words: ViewerWords
        /// Pages below the path belong to other entries.
        var isExact = false

        func text(_ language: Language) -> String { words(language) }
    }

    static func entries(of acting: RoleAssignment) -> [Entry] {
        switch acting.role {
        case .director:
            [
                Entry(path: "/", words: .overview), Entry(path: FundingPaths.overview, words: .funding),
                Entry(path: "/emergency", words: .emergency),
                Entry(path: "/administration/notices", words: .notices),
                Entry(path: "/administration/plugins", words: .plugins),
                Entry(path: "/administration/accounts", words: .accounts),
                Entry(path: OperationsRoutes.path, words: .operations),
            ]
        case .brandOperator: [Entry(path: "/", words: .overview)]
        case .financeOfficer:
            [Entry(path: "/", words: .overview), Entry(path: FundingPaths.overview, words: .funding)]
        case .auditor:
            [
                Entry(path: "/", words: .overview), Entry(path: FundingPaths.overview, words: .funding),
                Entry(path: "/administration/audit", words: .audit),
                Entry(path: "/emergency", words: .emergency), Entry(path: "/administration/notices", words: .notices),
                Entry(path: OperationsRoutes.path, words: .operations),
            ]
        case .stationManager:
            [
                Entry(path: home(of: acting), words: .today, isExact: true),
                Entry(path: home(of: acting) + "/residents", words: .residents),
                Entry(path: home(of: acting) + "/orders", words: .orders),
                Entry(path: home(of: acting) + "/funding", words: .funding),
                Entry(path: home(of: acting) + "/profile", words: .positioning),
                Entry(path: home(of: acting) + "/staff", words: .staff),
                Entry(path: home(of: acting) + "/notices", words: .notices),
            ]
        case .stationStaff:
            [
                Entry(path: home(of: acting), words: .today, isExact: true),
                Entry(path: home(of: acting) + "/residents", words: .residents),
                Entry(path: home(of: acting) + "/orders", words: .orders),
                Entry(path: home(of: acting) + "/notices", words: .notices),
            ]
        case .hospitalCoordinator: [Entry(path: home(of: acting), words: .hospital)]
        case .volunteer: [Entry(path: "/account", words: .account)]
        }
    }

    /// Where a person begins.
    static func home(of acting: RoleAssignment) -> String {
        switch (acting.role, acting.organization) {
        case (_, .station(let code)): "/stations/\(code)"
        case (_, .hospital(let code)): "/hospitals/\(code)"
        case (.volunteer, .bureau): "/account"
        case (_, .bureau): "/"
        }
    }
}

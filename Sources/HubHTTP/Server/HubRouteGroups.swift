import PageKit
import Protection

/// All groups of routes, a line each.
enum HubRouteGroups {
    private static let all: [any HubRouteGroup.Type] = [
        HealthRoutes.self,
        FrameRoutes.self,
        SyncRoutes.self,
        StationKeyRoutes.self,
        LinkageRoutes.self,
        FigureRoutes.self,
        OverviewRoutes.self,
        SignInRoutes.self,
        ProviderRoutes.self,
        HospitalRoutes.self,
        AccountRoutes.self,
        AuditRoutes.self,
        AccountAdministration.self,
        OperationsRoutes.self,
        ResidentListRoutes.self,
        ResidentRecordRoutes.self,
        ResidentErasureRoutes.self,
        EmergencyRoutes.self,
        NoticeRoutes.self,
        PositioningRoutes.self,
        OfferRoutes.self,
        PluginVersionRoutes.self,
        OrderRoutes.self,
        OrderLinkRoutes.self,
        ResidentOrderRoutes.self,
        StationOrderRoutes.self,
        BudgetStandingRoutes.self,
        FundingReportRoutes.self,
        BankRoutes.self,
        FundingOverviewRoutes.self,
        BudgetMoveRoutes.self,
        VoucherRoutes.self,
        FundingInboxRoutes.self,
        ClaimRoutes.self,
        StationClaimRoutes.self,
        FundingMonthRoutes.self,
        EntryRoutes.self,
        YearEndRoutes.self,
        StationFundingRoutes.self,
    ]

    static let pages = all.flatMap { $0.pages }
    static let words = all.flatMap { $0.words }
    /// The main pages by role, in the order in which they stand.
    static let menu: [Role: [MenuEntry<Role>]] = {
        let entries = all.flatMap { $0.menu }.sorted { $0.rank < $1.rank }
        return Dictionary(
            uniqueKeysWithValues: Role.allCases.map { role in (role, entries.filter { $0.readers.contains(role) }) })
    }()

    static func routes(_ services: HubServices) throws -> [Route] {
        try all.flatMap { try $0.init(services)?.routes ?? [] }
    }
}

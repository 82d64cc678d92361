public import Foundation
public import PageKit

/// The files that the hub's pages are made of.
public enum HubResources {
    private static var folder: URL { Bundle.module.bundleURL.appendingPathComponent("Resources") }

    static var templates: URL { folder.appendingPathComponent("Templates") }

    /// The folder of what is served below `/assets/xinlian/`.
    public static var assets: URL { folder.appendingPathComponent("Assets") }

    /// All pages; what isn't listed isn't rendered.
    static let pages: [any PageModel.Type] = [
        AccountListPage.self, AccountPage.self, AuditPage.self, BankPage.self, ClaimListPage.self, ClaimPage.self,
        EmergencyPage.self, ErrorPage.self, FormPage.self, FundingInboxPage.self, FundingLinePage.self,
        FundingMonthsPage.self, FundingOverviewPage.self, NoticePage.self, OfferFormPage.self, OperationsPage.self,
        OrderFormPage.self, OrderListPage.self, OrderPage.self, OverviewPage.self, PluginListPage.self,
        PluginRehearsalPage.self, PositioningPage.self, ReportPage.self, ResidentListPage.self, ResidentPage.self,
        StationFundingPage.self, StationPage.self, VoucherListPage.self, VoucherPage.self,
    ]

    /// - Throws: when a template can't be read or names what its page doesn't have.
    public static func renderer() async throws -> PageRenderer {
        try await PageRenderer(templates: templates, pages: pages)
    }
}

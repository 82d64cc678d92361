public import Foundation
import Mustache

/// Makes HTML out of page models; the templates are read once.
public struct PageRenderer: Sendable {
    /// A page that can't be made.
    public struct MissingTemplate: Error {
        public let name: String
    }

    private let library: MustacheLibrary

    /// - Throws: when a template can't be read.
    public init() async throws {
        library = try await MustacheLibrary(directory: Self.resources.appendingPathComponent("Templates").path)
    }

    /// The folder of templates and assets.
    public static var resources: URL { Bundle.module.bundleURL.appendingPathComponent("Resources") }

    /// The folder of what is served below `/assets/xinlian/`.
    public static var assets: URL { resources.appendingPathComponent("Assets") }

    public func html(_ page: OverviewPage) throws -> String { try render(page, "overview") }

    public func html(_ page: StationPage) throws -> String { try render(page, "station") }

    public func html(_ page: ErrorPage) throws -> String { try render(page, "error") }

    func html(_ page: FormPage) throws -> String { try render(page, "form") }

    func html(_ page: AccountPage) throws -> String { try render(page, "account") }

    func html(_ page: AccountListPage) throws -> String { try render(page, "accounts") }

    func html(_ page: AuditPage) throws -> String { try render(page, "audit") }

    func html(_ page: ResidentListPage) throws -> String { try render(page, "residents") }

    func html(_ page: ResidentPage) throws -> String { try render(page, "resident") }

    func html(_ page: EmergencyPage) throws -> String { try render(page, "emergency") }

    func html(_ page: NoticePage) throws -> String { try render(page, "notices") }

    func html(_ page: PositioningPage) throws -> String { try render(page, "positioning") }

    func html(_ page: OfferFormPage) throws -> String { try render(page, "offer-form") }

    func html(_ page: PluginListPage) throws -> String { try render(page, "plugins") }

    func html(_ page: PluginRehearsalPage) throws -> String { try render(page, "plugin-rehearsal") }

    func html(_ page: OperationsPage) throws -> String { try render(page, "operations") }

    func html(_ page: OrderListPage) throws -> String { try render(page, "orders") }

    func html(_ page: OrderPage) throws -> String { try render(page, "order") }

    func html(_ page: OrderFormPage) throws -> String { try render(page, "order-form") }

    func html(_ page: ReportPage) throws -> String { try render(page, "report") }

    func html(_ page: BankPage) throws -> String { try render(page, "bank") }

    func html(_ page: FundingOverviewPage) throws -> String { try render(page, "funding") }

    func html(_ page: FundingLinePage) throws -> String { try render(page, "funding-line") }

    func html(_ page: VoucherListPage) throws -> String { try render(page, "vouchers") }

    func html(_ page: VoucherPage) throws -> String { try render(page, "voucher") }

    func html(_ page: FundingInboxPage) throws -> String { try render(page, "funding-inbox") }

    func html(_ page: StationFundingPage) throws -> String { try render(page, "station-funding") }

    func html(_ page: ClaimListPage) throws -> String { try render(page, "claims") }

    func html(_ page: ClaimPage) throws -> String { try render(page, "claim") }

    func html(_ page: FundingMonthsPage) throws -> String { try render(page, "funding-months") }

    private func render(_ page: Any, _ template: String) throws -> String {
        guard let html = library.render(page, withTemplate: template) else { throw MissingTemplate(name: template) }
        return html
    }
}

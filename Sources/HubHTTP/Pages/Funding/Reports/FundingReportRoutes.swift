import DistrictConfig
import Foundation
import Funding
import HTTPTypes
import HubModel
import HubRuntime
import Hummingbird
import Identity
import NIOCore
import PageKit
import Postgres
import Protection
import Workbooks

/// The reports on funding [FUN-5], as pages and as files, and what lies behind their figures.
struct FundingReportRoutes {
    let desk: FundingDesk
    let configuration: ConfigurationInForce
    let pages: PageMaker

    var routes: [Route] {
        let first = Route(
            .get, ReportPaths.reports, policy: ReportPaths.policy(.form), "Leads to the first report", answer: .page
        ) { _, context in .seeOther(context.language.address(ReportKind.execution.path)) }
        return [first] + ReportKind.allCases.flatMap(routes) + FigureRoute.allCases.map(route)
    }

    private func routes(of kind: ReportKind) -> [Route] {
        let name = kind.rawValue.replacing("-", with: " ")
        return [
            Route(
                .get, kind.path, policy: ReportPaths.policy(.aggregate), "The report on funding: \(name)",
                parameters: ReportRequest.queryParameters, answer: .page
            ) { request, context in
                let asked = read(request)
                let tables = try await tables(of: kind, asked, context)
                return try pages.answer(page(of: kind, asked, tables, context))
            },
            Route(
                .get, kind.path + "/report.csv", policy: ReportPaths.policy(.export), "The same as CSV: \(name)",
                parameters: ReportRequest.queryParameters, answer: RouteContent("text/csv")
            ) { request, context in
                let asked = read(request)
                let tables = try await tables(of: kind, asked, context)
                guard tables.indices.contains(asked.table - 1) else { throw Problem.notFound() }
                let name = asked.table == 1 ? kind.rawValue : "\(kind.rawValue)-\(asked.table)"
                return file(tables[asked.table - 1].table.csvBytes(), "\(name).csv", "text/csv; charset=utf-8")
            },
            Route(
                .get, kind.path + "/report.xlsx", policy: ReportPaths.policy(.export),
                "The same as an Excel workbook: \(name)",
                parameters: ReportRequest.queryParameters, answer: RouteContent(Self.workbook)
            ) { request, context in
                let tables = try await tables(of: kind, read(request), context)
                let bytes = try Workbook(
                    title: kind.title(context.language), created: pages.now(),
                    sheets: tables.map { $0.table.worksheet() }
                ).bytes()
                return file(bytes, "\(kind.rawValue).xlsx", Self.workbook)
            },
        ]
    }

    private static let workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    private var today: CivilDate { pages.formats(.zh).day(pages.now()) }

    private func read(_ request: Request) -> ReportRequest { ReportRequest(request, today: today) }

    private func maker(_ language: Language) -> ReportTableMaker {
        let district = configuration.current
        return ReportTableMaker(
            funding: district.funding, naming: OrderNaming(configuration: district), language: language)
    }

    private func file(_ bytes: [UInt8], _ name: String, _ mediaType: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: mediaType, .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(name)\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Everything of one moment.
    private func reading<Value: Sendable>(
        _ context: HubContext, _ body: @escaping @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        try await desk.read(as: try context.person().principal, body)
    }

    private func tables(
        of kind: ReportKind, _ asked: ReportRequest, _ context: HubContext
    ) async throws -> [LinkedTable] {
        let (maker, district) = (maker(context.language), configuration.current)
        let funding = district.funding
        switch kind {
        case .execution:
            return maker.execution(
                try await reading(context) {
                    try await ReadBudgetExecution(funding: funding)(year: asked.year, by: asked.grouping, on: $0)
                })
        case .trialBalance:
            return maker.trialBalance(
                try await reading(context) {
                    try await ReadBookBalance(funding: funding)(asked.book, month: asked.month, on: $0)
                })
        case .unitCosts:
            return maker.unitCosts(
                try await reading(context) { try await ReadUnitCosts()(on: asked.days, on: $0) }, on: asked.days)
        case .subsidies:
            let read = ReadGroupSubsidies(
                knownGroups: funding.rates.groups.map(\.code), limit: district.district.smallCellLimit)
            return maker.subsidies(
                try await reading(context) { try await read(on: asked.days, on: $0) }, on: asked.days)
        case .ageing:
            let (today, now) = (today, pages.now())
            return maker.ageing(
                try await reading(context) { try await ReadAgeing(today: today, at: now)(on: $0) }, today: today)
        }
    }

    private func page(
        of kind: ReportKind, _ asked: ReportRequest, _ tables: [LinkedTable], _ context: HubContext
    ) -> ReportPage {
        let language = context.language
        let query = asked.parameters(of: kind).map { ($0.name, Optional($0.value)) }
        let tabs = ReportKind.allCases.map {
            ReportPage.Tab(text: $0.title(language), address: language.address($0.path), isCurrent: $0 == kind)
        }
        let downloads =
            tables.enumerated().map { number, linked in
                let title = tables.count > 1 ? " · \(linked.table.title)" : ""
                return PageLink(
                    text: ReportWords.csv(language) + title,
                    address: language.address(
                        ReportRequest.address(kind.path + "/report.csv", query + [("table", String(number + 1))])))
            } + [
                PageLink(
                    text: ReportWords.excel(language),
                    address: language.address(ReportRequest.address(kind.path + "/report.xlsx", query)))
            ]
        return ReportPage(
            frame: pages.frame(kind.title(language), path: kind.path, context), title: kind.title(language),
            lead: kind.lead(language),
            tabs: tabs + [
                .init(text: ReportWords.bank(language), address: language.address(ReportPaths.bank), isCurrent: false)
            ],
            action: kind.path, choices: choices(of: kind, asked, language), tables: tables, downloads: downloads,
            formats: pages.formats(language))
    }

    private func choices(of kind: ReportKind, _ asked: ReportRequest, _ language: Language) -> [ReportPage.Choice] {
        switch kind {
        case .execution:
            [
                .init("year", ReportWords.year(language), type: "number", value: String(asked.year)),
                .init(
                    "by", ReportWords.by(language),
                    options: BudgetExecution.Grouping.allCases.map {
                        PageOption(
                            value: $0.rawValue, text: ReportWords($0)(language), isSelected: $0 == asked.grouping)
                    }),
            ]
        case .trialBalance:
            [
                .init(
                    "month", ReportWords.month(language), type: "month",
                    value: String(asked.month.description.prefix(7))),
                .init(
                    "book", ReportWords.book(language),
                    options: FundingBook.allCases.map {
                        PageOption(value: $0.rawValue, text: $0.title[language], isSelected: $0 == asked.book)
                    }),
            ]
        case .unitCosts, .subsidies:
            [
                .init("from", ReportWords.from(language), type: "date", value: asked.from.description),
                .init("through", ReportWords.through(language), type: "date", value: asked.through.description),
            ]
        case .ageing: []
        }
    }
}

/// The lists behind figures.
private enum FigureRoute: CaseIterable {
    case entries, vouchers, orders, waiting

    var path: String {
        switch self {
        case .entries: ReportPaths.entries
        case .vouchers: ReportPaths.vouchers
        case .orders: ReportPaths.orders
        case .waiting: ReportPaths.waiting
        }
    }

    /// The report that leads there.
    var report: ReportKind {
        switch self {
        case .entries: .trialBalance
        case .vouchers: .execution
        case .orders: .unitCosts
        case .waiting: .ageing
        }
    }

    func title(_ asked: ReportRequest) -> ReportWords {
        switch self {
        case .entries: .entries
        case .vouchers: .vouchers
        case .orders: .ordersBehind
        case .waiting: asked.isOfClaims ? .claims : .unclaimed
        }
    }
}

extension FundingReportRoutes {
    private func route(_ figure: FigureRoute) -> Route {
        Route(
            .get, figure.path, policy: ReportPaths.policy(.aggregate), "What lies behind a figure of a report",
            parameters: ReportRequest.figureParameters, answer: .page
        ) { request, context in
            let (asked, language) = (read(request), context.language)
            let title = figure.title(asked)(language)
            let table = try await table(behind: figure, asked, title, context)
            let query = asked.parameters(of: figure.report).map { ($0.name, Optional($0.value)) }
            let page = ReportPage(
                frame: pages.frame(title, path: figure.path, context), title: title,
                lead: ReportWords.first500(language), tables: [table],
                back: PageLink(
                    text: ReportWords.back(language),
                    address: language.address(ReportRequest.address(figure.report.path, query))),
                formats: pages.formats(language))
            return try pages.answer(page)
        }
    }

    private func table(
        behind figure: FigureRoute, _ asked: ReportRequest, _ title: String, _ context: HubContext
    ) async throws -> LinkedTable {
        let (maker, funding) = (maker(context.language), configuration.current.funding)
        let list = ListBehindFigures(funding: funding)
        switch figure {
        case .entries:
            let code = asked.account ?? funding.accounts.accounts(in: asked.book).first?.code
            guard let account = code.flatMap({ funding.accounts.account($0, in: asked.book) }) else {
                throw Problem.notFound()
            }
            let found = try await reading(context) {
                try await list.entries(in: asked.book, account: account.code, on: asked.monthDays, on: $0)
            }
            return maker.vouchers(found, title: "\(account.code) \(account.title[context.language])")
        case .vouchers:
            let found = try await reading(context) { connection in
                let report = try await ReadBudgetExecution(funding: funding)(
                    year: asked.year, by: asked.grouping, on: connection)
                let lines = report.rows.first { $0.code == asked.code ?? "" }?.lines ?? []
                return try await list.vouchers(of: lines, on: asked.yearDays, on: connection)
            }
            return maker.vouchers(found, title: title)
        case .orders:
            let found = try await reading(context) {
                try await list.orders(
                    of: asked.package, item: asked.item, station: asked.station, on: asked.days, on: $0)
            }
            return maker.orders(found, title: title)
        case .waiting:
            let (today, now) = (today, pages.now())
            if asked.isOfClaims {
                let found = try await reading(context) {
                    try await list.claims(asked.bucket, station: asked.station, at: now, on: $0)
                }
                return maker.claims(found, title: title)
            }
            let found = try await reading(context) {
                try await list.unclaimed(asked.bucket, station: asked.station, today: today, on: $0)
            }
            return maker.orders(found, title: title)
        }
    }
}

extension FundingReportRoutes: HubRouteGroup {
    static let pages: [any PageModel.Type] = [ReportPage.self]
    static let words: [any WordSection.Type] = [ReportWords.self]

    init(_ services: HubServices) {
        self.init(
            desk: services.funding, configuration: services.hub.inForce, pages: services.pages)
    }
}

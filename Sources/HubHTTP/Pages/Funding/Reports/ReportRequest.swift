import DistrictConfig
import Foundation
import Funding
import HubModel
import Hummingbird
import PageKit

/// What an address asks of a report. What can't be read means what a missing one does.
struct ReportRequest: Sendable {
    var year: Int
    /// The first day of it.
    var month: CivilDate
    var from: CivilDate
    var through: CivilDate
    var grouping: BudgetExecution.Grouping
    var book: FundingBook
    /// Of what is drilled into.
    var account: String?
    var code: String?
    var package: String?
    var item: String?
    var station: StationCode?
    var bucket: AgeBucket
    var isOfClaims: Bool
    /// Which of several tables, from 1.
    var table: Int

    /// - Parameter today: which year, month and period are meant where nothing is said.
    init(today: CivilDate, value: (String) -> String?) {
        let january = CivilDate(year: today.year, month: 1, day: 1) ?? today
        year = value("year").flatMap { Int($0) }.flatMap { (2000...2999).contains($0) ? $0 : nil } ?? Int(today.year)
        month = value("month").flatMap { CivilDate("\($0)-01") } ?? today.firstOfMonth
        let (first, last) = (value("from").flatMap { CivilDate($0) }, value("through").flatMap { CivilDate($0) })
        through = last ?? max(today, first ?? today)
        from = first ?? min(january, through)
        if from > through { from = through }
        grouping = value("by").flatMap(BudgetExecution.Grouping.init(rawValue:)) ?? .programme
        book = value("book").flatMap(FundingBook.init(rawValue:)) ?? .financial
        account = value("account")
        code = value("code")
        package = value("package")
        item = value("item")
        station = value("station").flatMap(StationCode.init(rawValue:))
        bucket = value("bucket").flatMap { Int($0) }.flatMap(AgeBucket.init(rawValue:)) ?? .upTo30
        isOfClaims = value("of") != "orders"
        table = value("table").flatMap { Int($0) } ?? 1
    }

    init(_ request: Request, today: CivilDate) {
        self.init(today: today) { name in
            request.uri.queryParameters[name[...]].map { String($0).replacing("+", with: " ") }.flatMap {
                $0.isEmpty || $0.contains("\0") || $0.utf8.count > 200 ? nil : $0
            }
        }
    }

    var days: ClosedRange<CivilDate> { from...through }

    var monthDays: ClosedRange<CivilDate> { month...(month.adding(months: 1)?.adding(days: -1) ?? month) }

    var yearDays: ClosedRange<CivilDate> {
        guard let first = CivilDate(year: Int64(year), month: 1, day: 1),
            let last = first.adding(months: 12)?.adding(days: -1)
        else { return days }
        return first...last
    }

    /// The query by which a report shows the same again.
    func parameters(of kind: ReportKind) -> [PageParameter] {
        let all: [(String, String)] =
            switch kind {
            case .execution: [("year", String(year)), ("by", grouping.rawValue)]
            case .trialBalance: [("month", String(month.description.prefix(7))), ("book", book.rawValue)]
            case .unitCosts, .subsidies: [("from", from.description), ("through", through.description)]
            case .ageing: []
            }
        return all.map { .init(name: $0.0, value: $0.1) }
    }

    static let queryParameters: [RouteParameter] = [
        RouteParameter("year", in: .query, schema: #"{"type":"integer"}"#, "The fiscal year"),
        RouteParameter(
            "by", in: .query, schema: #"{"enum":["programme","line","station"]}"#, "What rows are kept apart by"),
        RouteParameter("month", in: .query, schema: #"{"type":"string"}"#, "The month, as 2026-03"),
        RouteParameter("book", in: .query, schema: #"{"enum":["financial","budgetary"]}"#, "The book"),
        RouteParameter("from", in: .query, schema: #"{"type":"string","format":"date"}"#, "The first day"),
        RouteParameter("through", in: .query, schema: #"{"type":"string","format":"date"}"#, "The last day"),
        RouteParameter("table", in: .query, schema: #"{"type":"integer","minimum":1}"#, "Which of several tables"),
    ]

    static let figureParameters: [RouteParameter] =
        queryParameters + [
            RouteParameter("account", in: .query, schema: #"{"type":"string"}"#, "The code of an account"),
            RouteParameter("code", in: .query, schema: #"{"type":"string"}"#, "The code of a row"),
            RouteParameter("package", in: .query, schema: #"{"type":"string"}"#, "The code of a package"),
            RouteParameter("item", in: .query, schema: #"{"type":"string"}"#, "The code of an item of the package"),
            RouteParameter("station", in: .query, schema: #"{"type":"string"}"#, "The code of a station"),
            RouteParameter(
                "bucket", in: .query, schema: #"{"type":"integer","minimum":0,"maximum":3}"#, "The age, from 0"),
            RouteParameter("of", in: .query, schema: #"{"enum":["claims","orders"]}"#, "What waits"),
        ]

    /// A path with a query.
    static func address(_ path: String, _ parameters: [(String, String?)]) -> String {
        parameters.compactMap { name, value in value.map { PageParameter(name: name, value: $0) } }.address(path)
    }
}

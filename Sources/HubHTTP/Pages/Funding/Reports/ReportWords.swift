import Funding
import HubModel
import PageKit

/// Texts of the reports on funding.
enum ReportWords: String, Wording {
    static let section = "report"

    case title, execution, trialBalance, unitCosts, subsidies, ageing, bank
    case executionLead, trialBalanceLead, unitCostsLead, subsidiesLead, ageingLead
    case reports, show, csv, excel, back, empty, emptyHint, first500, unit, period, total, asOf
    case year, month, from, through, by, book, programme, line, station, district
    case newlyVerified, granted, reserved, accepted, paid, advanced, available, frozen, carriedOver, lapsed, rate,
        byMonth
    case account, accountTitle, openingDebit, openingCredit, debit, credit, closingDebit, closingCredit
    case yearDebit, yearCredit, service, orders, sum, average, least, most, allStations
    case group, noGroup, smallCells, claims, unclaimed, upTo30, upTo60, upTo90, over90, count
    case entries, vouchers, ordersBehind, voucher, day, narration, order, state, days, claim, side

    init(_ grouping: BudgetExecution.Grouping) {
        self =
            switch grouping {
            case .programme: .programme
            case .fundingLine: .line
            case .station: .station
            }
    }

    init(_ bucket: AgeBucket) {
        self =
            switch bucket {
            case .upTo30: .upTo30
            case .upTo60: .upTo60
            case .upTo90: .upTo90
            case .over90: .over90
            }
    }

    var placeholders: Set<String> {
        switch self {
        case .smallCells: ["n"]
        default: []
        }
    }
}

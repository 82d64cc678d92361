import HubModel
import PageKit

/// Texts that the pages of funding share.
enum FundingWords: String, Wording {
    static let section = "funding"

    case menu
    case title, budget, claims, monthsTab, reportsTab, vouchers, inbox, district, byHub, somebody
    case year, fiscalYear, show, asOf, now, calm, more, back, all, filter, months, state
    case total, available, reserved, accepted, paid, frozen, advanced, carriedOver, lapsed, rate, line, programme
    case rateMeaning, nearlySpent, unfunded, exceptions, waiting, waitingOwn, openClaims, lead
    case emptyYear, emptyYearHint, give, moves, holder, source, purpose, functionalClass, economicClass
    case when, what, amount, order, about, who, voucher, events, noEvents, noEventsHint, noVoucher
    case from, to, document, reason, closedMonth, future, own, moved, reverses, station

    var placeholders: Set<String> {
        switch self {
        case .fiscalYear, .emptyYear: ["year"]
        case .asOf: ["time", "year"]
        case .nearlySpent: ["line", "n"]
        case .moved: ["what"]
        default: []
        }
    }
}

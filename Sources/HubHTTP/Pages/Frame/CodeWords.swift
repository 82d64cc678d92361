import HubModel
import PageKit

/// The words behind codes that aren't named by the configuration.
enum CodeWords: String, Wording {
    static let section = "code"

    case reads, plays, shares, visitors, followers, bookings, attendances, screenings, orders
    case placed, accepted, delivered, verified, cancelled
    case none, selfHelp = "self-help", station, hospital, crisis
    case once, month, quarter, halfYear = "half-year", year
    case agency, village, community, school, company, unit
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday
}

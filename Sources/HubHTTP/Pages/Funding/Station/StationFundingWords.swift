import HubModel
import PageKit

/// Texts of a station's page on its money.
enum StationFundingWords: String, Wording {
    static let section = "stationFunding"

    case title, lead, budget, term, wholeYear, none, noneHint, unfundedTitle, unfundedLead, noUnfunded, service, needed
    case since, why, claim, claims, noClaims
}

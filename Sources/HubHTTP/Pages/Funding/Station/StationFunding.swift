import Funding

/// What a station's manager is shown.
struct StationFunding: Sendable {
    var year: Int
    var years: [Int]
    var standings: [BudgetStanding]
    var inbox: ReadFundingInbox.Inbox
    /// The latest ones.
    var claims: [Claim]
}

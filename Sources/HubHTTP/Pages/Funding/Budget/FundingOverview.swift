import Funding

/// What the overview of funding is made of.
struct FundingOverview: Sendable {
    var year: Int
    var years: [Int]
    var standings: [BudgetStanding]
    var unfunded: Int
    var exceptions: Int
    var waiting: (all: Int, own: Int)
    var claims: Int
}

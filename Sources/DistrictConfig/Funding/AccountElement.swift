/// What an account belongs to 会计要素; its code begins with the element's digit (财会〔2017〕25号).
public enum AccountElement: String, Codable, CaseIterable, Sendable {
    case asset, liability
    case netAssets = "net-assets"
    case revenue, expense
    case budgetRevenue = "budget-revenue"
    case budgetExpenditure = "budget-expenditure"
    case budgetBalance = "budget-balance"

    /// The first digit of the codes, 1 to 8.
    public var digit: Character {
        switch self {
        case .asset: "1"
        case .liability: "2"
        case .netAssets: "3"
        case .revenue: "4"
        case .expense: "5"
        case .budgetRevenue: "6"
        case .budgetExpenditure: "7"
        case .budgetBalance: "8"
        }
    }

    public var book: FundingBook {
        switch self {
        case .asset, .liability, .netAssets, .revenue, .expense: .financial
        case .budgetRevenue, .budgetExpenditure, .budgetBalance: .budgetary
        }
    }

    /// Emptied at the end of the year, so that it counts one year 收支类.
    public var isTemporary: Bool {
        switch self {
        case .revenue, .expense, .budgetRevenue, .budgetExpenditure: true
        case .asset, .liability, .netAssets, .budgetBalance: false
        }
    }
}

public import HubModel

/// One of the two books that run side by side 平行记账. Source: 政府会计制度 (财会〔2017〕25号).
public enum FundingBook: String, Codable, CaseIterable, Sendable {
    /// 财务会计, accrual: what services cost, what is owed.
    case financial
    /// 预算会计, cash: what budget money came in and went out.
    case budgetary
}

/// The side of an entry 借贷方向.
public enum EntrySide: String, Codable, CaseIterable, Sendable {
    /// 借
    case debit
    /// 贷
    case credit
}

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

/// An account 会计科目 of the chart in `funding/accounts.yaml`.
public struct FundingAccount: Codable, Hashable, Sendable {
    public var book: FundingBook
    /// Four digits, and two more for each level of detail 明细科目.
    public var code: String
    public var title: LocalizedText
    public var element: AccountElement
    /// The side on which the account grows 余额方向.
    public var normalSide: EntrySide
    /// The account that this one is a detail of.
    public var parent: String?
    /// The only kind of unit that has the account; nil for both.
    public var entityType: FundingEntityType?
    /// The only way of payment with which there is such an account; nil for both.
    public var treasury: TreasuryMode?

    public init(
        book: FundingBook, code: String, title: LocalizedText, element: AccountElement, normalSide: EntrySide,
        parent: String? = nil, entityType: FundingEntityType? = nil, treasury: TreasuryMode? = nil
    ) {
        self.book = book
        self.code = code
        self.title = title
        self.element = element
        self.normalSide = normalSide
        self.parent = parent
        self.entityType = entityType
        self.treasury = treasury
    }

    /// Whether a unit of this type that is paid this way has the account.
    public func exists(for entityType: FundingEntityType, treasury: TreasuryMode) -> Bool {
        (self.entityType ?? entityType) == entityType && (self.treasury ?? treasury) == treasury
    }
}

/// The accounts that an entity has, by book and code.
public struct ChartOfAccounts: Hashable, Sendable {
    private struct Key: Hashable {
        var book: FundingBook
        var code: String
    }

    private let byKey: [Key: FundingAccount]

    /// - Parameter accounts: codes are unique in their book; of two with the same code the last one counts.
    public init(_ accounts: [FundingAccount]) {
        byKey = Dictionary(accounts.map { (Key(book: $0.book, code: $0.code), $0) }) { _, last in last }
    }

    /// All accounts of a book, by code.
    public func accounts(in book: FundingBook) -> [FundingAccount] {
        byKey.values.filter { $0.book == book }.sorted { $0.code < $1.code }
    }

    /// The account, or nil when the entity has none with that code.
    public func account(_ code: String, in book: FundingBook) -> FundingAccount? {
        byKey[Key(book: book, code: code)]
    }

    /// The accounts at the ends of the tree below an account, itself when it has no details; by code.
    public func details(of code: String, in book: FundingBook) -> [FundingAccount] {
        let below = accounts(in: book).filter { $0.parent == code }
        guard below.isEmpty else { return below.flatMap { details(of: $0.code, in: book) } }
        return account(code, in: book).map { [$0] } ?? []
    }
}

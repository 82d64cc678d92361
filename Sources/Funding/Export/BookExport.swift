public import HubModel

/// A book of accounts in yuan, as it is handed to auditors, accountants and other programs, in no program's own form.
///
/// It is checked when it is made, so that what is written of it balances.
public struct BookExport: Equatable, Sendable {
    /// The commodity of all amounts, by ISO 4217.
    public static let commodity = "CNY"

    /// A short name such as `financial`.
    public let code: String
    public let title: LocalizedText
    public let accounts: [Account]
    public let opening: Opening?
    /// In the order in which they are to be written.
    public let transactions: [Transaction]

    /// - Throws: the first rule of ``BookExportError`` that is violated.
    public init(
        code: String, title: LocalizedText, accounts: [Account], opening: Opening? = nil, transactions: [Transaction]
    ) throws(BookExportError) {
        self.code = code
        self.title = title
        self.accounts = accounts
        self.opening = opening
        self.transactions = transactions
        try check()
    }

    /// An accounting element 会计要素 of 政府会计准则—基本准则, by which an account's first digit is given.
    public enum Element: String, CaseIterable, Codable, Sendable {
        /// 资产, 负债, 净资产, 收入, 费用: 1 to 5.
        case asset, liability, netAssets, revenue, expense
        /// 预算收入, 预算支出, 预算结余: 6 to 8.
        case budgetRevenue, budgetOutlay, budgetBalance
    }

    public enum Side: String, CaseIterable, Codable, Sendable {
        case debit, credit
    }

    public struct Account: Equatable, Sendable {
        /// Unique in the book.
        public let code: String
        public let title: LocalizedText
        public let element: Element
        public let normalSide: Side

        public init(code: String, title: LocalizedText, element: Element, normalSide: Side) {
            self.code = code
            self.title = title
            self.element = element
            self.normalSide = normalSide
        }
    }

    /// A dimension of an entry such as (`station`, `S07`), or a link such as (`voucher`, its id).
    public struct Attribute: Hashable, Comparable, Sendable {
        public let key: String
        public let value: String

        public init(_ key: String, _ value: String) {
            self.key = key
            self.value = value
        }

        public static func < (left: Self, right: Self) -> Bool { (left.key, left.value) < (right.key, right.value) }
    }

    /// What stood in an account with one set of dimensions.
    public struct Balance: Equatable, Sendable {
        public let account: String
        public let dimensions: [Attribute]
        /// Debit is positive.
        public let amountFen: Int64

        public init(account: String, dimensions: [Attribute] = [], amountFen: Int64) {
            self.account = account
            self.dimensions = dimensions.sorted()
            self.amountFen = amountFen
        }
    }

    /// The balances with which the book begins.
    public struct Opening: Equatable, Sendable {
        /// The balances at the end of this day; every transaction is later.
        public let asOf: CivilDate
        public let balances: [Balance]

        public init(asOf: CivilDate, balances: [Balance]) {
            self.asOf = asOf
            self.balances = balances
        }
    }

    /// One entry 分录.
    public struct Line: Equatable, Sendable {
        public let account: String
        public let dimensions: [Attribute]
        public let side: Side
        /// Debit is positive, whatever the side: a red-letter 红字 entry takes away from its own side and so has the
        /// other side's sign.
        public let amountFen: Int64

        public init(account: String, dimensions: [Attribute] = [], side: Side, amountFen: Int64) {
            self.account = account
            self.dimensions = dimensions.sorted()
            self.side = side
            self.amountFen = amountFen
        }

        /// The amount in the column of its side: negative for red letters.
        public var amountOnSideFen: Int128 { side == .debit ? Int128(amountFen) : -Int128(amountFen) }
        public var isRed: Bool { amountOnSideFen < 0 }
    }

    /// One voucher's or one transfer's entries in this book.
    public struct Transaction: Equatable, Sendable {
        public let date: CivilDate
        /// Voucher word and number such as `记-12`.
        public let number: String?
        public let narration: String
        public let lines: [Line]
        /// Ids of the voucher, the order, the fact.
        public let links: [Attribute]

        public init(date: CivilDate, number: String?, narration: String, lines: [Line], links: [Attribute] = []) {
            self.date = date
            self.number = number
            self.narration = narration
            self.lines = lines
            self.links = links.sorted()
        }

        var isRed: Bool { lines.contains(where: \.isRed) }
    }
}

extension BookExport {
    /// The first day of the book; nil when nothing is in it.
    var firstDay: CivilDate? {
        let days = transactions.map(\.date) + (opening.map { [$0.asOf] } ?? [])
        return days.min()
    }
}

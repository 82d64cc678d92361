public import HubModel

/// What an event posts at this entity: account roles are replaced, and rules that don't apply are left out.
///
/// The debits and credits of each book are equal for whatever amounts.
public struct PostingRule: Codable, Hashable, Sendable {
    /// The raw value of a ``FundingEventCode``, or a name of the accountant's own when ``isManual``.
    public var event: String
    public var title: LocalizedText
    /// The series that the voucher is numbered in; nil when neither book is touched.
    public var voucherWord: String?
    /// Whether budget money comes in or goes out 纳入部门预算管理的现金收支; of a reversal, whether any of what it may
    /// take back did.
    public var movesBudgetMoney: Bool
    /// The funds that it holds for; nil among them is a line that no fund of given money pays.
    public var funds: Set<FundKind?>
    /// The base amounts that the event must carry, in fen.
    public var amounts: [String]
    /// Nil when no budget line changes.
    public var control: ControlMove?
    public var financial: [PostingLine]
    public var budgetary: [PostingLine]
    /// The events that it may take back: the entries are those of what it points at, in red 红字冲销.
    public var reverses: [FundingEventCode]
    public var closing: [ClosingStep]
    /// Offered to the finance officer for entries by hand.
    public var isManual: Bool

    public init(
        event: String, title: LocalizedText, voucherWord: String?, movesBudgetMoney: Bool, funds: Set<FundKind?>,
        amounts: [String], control: ControlMove?, financial: [PostingLine], budgetary: [PostingLine],
        reverses: [FundingEventCode] = [], closing: [ClosingStep] = [], isManual: Bool = false
    ) {
        self.event = event
        self.title = title
        self.voucherWord = voucherWord
        self.movesBudgetMoney = movesBudgetMoney
        self.funds = funds
        self.amounts = amounts
        self.control = control
        self.financial = financial
        self.budgetary = budgetary
        self.reverses = reverses
        self.closing = closing
        self.isManual = isManual
    }

    /// The event, or nil for one of the accountant's own.
    public var eventCode: FundingEventCode? { FundingEventCode(rawValue: event) }

    /// The entry lines in a book, as the rule lists them.
    public func lines(in book: FundingBook) -> [PostingLine] {
        switch book {
        case .financial: financial
        case .budgetary: budgetary
        }
    }

    /// The transfers in a book, in the order of the debit lines and of the amounts in them.
    public func pairs(in book: FundingBook) -> [PostingPair] {
        PostingBalance(lines(in: book)).pairs
    }
}

public import HubModel

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

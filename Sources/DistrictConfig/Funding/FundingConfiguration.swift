/// How the government's money is accounted for: the files of `funding/`, resolved for the district's own unit.
///
/// Source of accounts and entries: 政府会计制度—行政事业单位会计科目和报表 (财会〔2017〕25号).
public struct FundingConfiguration: Hashable, Sendable {
    public var entity: FundingEntity
    /// The accounts that the entity has.
    public var accounts: ChartOfAccounts
    /// The rules that apply to the entity, in the order of the file.
    public var rules: [PostingRule]
    /// In the order of the file.
    public var lines: [FundingLine]
    public var rates: FundingRates

    public init(
        entity: FundingEntity, accounts: ChartOfAccounts, rules: [PostingRule], lines: [FundingLine],
        rates: FundingRates
    ) {
        self.entity = entity
        self.accounts = accounts
        self.rules = rules
        self.lines = lines
        self.rates = rates
    }

    /// What an event posts, or nil when it can't happen at this entity.
    ///
    /// - Parameter fund: the fund of the line that pays (``FundingLine/fund``); nil for a line of other money.
    public func rule(for event: FundingEventCode, fund: FundKind? = nil) -> PostingRule? {
        rules.first { $0.event == event.rawValue && $0.funds.contains(fund) }
    }

    /// The rules by which the finance officer may make entries by hand.
    public var manualRules: [PostingRule] { rules.filter(\.isManual) }

    /// The line with the code, or nil.
    public func line(_ code: String) -> FundingLine? { lines.first { $0.code == code } }
}

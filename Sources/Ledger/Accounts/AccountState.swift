/// How an account stands.
public struct AccountState: Hashable, Sendable {
    public var ledger: String
    public var unit: String
    public var normalSide: LedgerSide
    public var floor: Int64?
    public var ceiling: Int64?
    public var debitsPosted: Int64
    public var creditsPosted: Int64
    public var debitsPending: Int64
    public var creditsPending: Int64

    public init(
        ledger: String, unit: String, normalSide: LedgerSide, floor: Int64? = nil, ceiling: Int64? = nil,
        debitsPosted: Int64 = 0, creditsPosted: Int64 = 0, debitsPending: Int64 = 0, creditsPending: Int64 = 0
    ) {
        self.ledger = ledger
        self.unit = unit
        self.normalSide = normalSide
        self.floor = floor
        self.ceiling = ceiling
        self.debitsPosted = debitsPosted
        self.creditsPosted = creditsPosted
        self.debitsPending = debitsPending
        self.creditsPending = creditsPending
    }

    /// What was posted, on the normal side.
    public var balance: Int64 {
        normalSide == .debit ? debitsPosted - creditsPosted : creditsPosted - debitsPosted
    }

    /// The balance when every pending transfer against it is posted in whole and none in its favour: what may be spent.
    public var available: Int64 {
        balance - (normalSide == .debit ? creditsPending : debitsPending)
    }
}

public import HubModel

/// An account as it is to be opened when something is first posted to it.
public struct AccountDefinition: Hashable, Sendable {
    public var key: AccountKey
    /// What its amounts count, such as `fen` or `minute`. Transfers join accounts of one unit.
    public var unit: String
    /// The side on which the balance grows.
    public var normalSide: LedgerSide
    /// What the balance may not fall below, pending transfers against it taken off; nil is no limit.
    public var floor: Int64?
    /// What the balance may not rise above, pending transfers in its favour added; nil is no limit.
    public var ceiling: Int64?
    /// Whose account it is; nil is the district's own.
    public var station: StationCode?

    public init(
        key: AccountKey, unit: String, normalSide: LedgerSide, floor: Int64? = nil, ceiling: Int64? = nil,
        station: StationCode? = nil
    ) {
        self.key = key
        self.unit = unit
        self.normalSide = normalSide
        self.floor = floor
        self.ceiling = ceiling
        self.station = station
    }
}

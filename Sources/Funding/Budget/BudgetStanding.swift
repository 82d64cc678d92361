/// How a budget line stands, in fen.
public struct BudgetStanding: Hashable, Sendable {
    public var line: BudgetLine
    /// May be spent.
    public var available: Int64
    /// 已占用, by orders that were accepted.
    public var reserved: Int64
    /// 已验收待支付
    public var accepted: Int64
    /// 已支付
    public var paid: Int64
    public var frozen: Int64
    /// 已预拨
    public var advanced: Int64
    /// 结转下年
    public var carriedOver: Int64
    /// 收回
    public var lapsed: Int64

    /// All that the line was given and did not hand on.
    public var total: Int64 { available + reserved + accepted + paid + frozen + advanced + carriedOver + lapsed }

    /// 预算执行率: how much of it is paid, advances included; nil of a line without money.
    public var executionRate: Double? { total > 0 ? Double(paid + advanced) / Double(total) : nil }
}

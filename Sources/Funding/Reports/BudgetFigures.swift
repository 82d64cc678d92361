/// Amounts of budget lines in fen, reserved, accepted and paid apart.
public struct BudgetFigures: Hashable, Sendable {
    /// May be spent.
    public var available: Int64 = 0
    /// 已占用
    public var reserved: Int64 = 0
    /// 已验收待支付
    public var accepted: Int64 = 0
    /// 已支付
    public var paid: Int64 = 0
    /// 已预拨
    public var advanced: Int64 = 0
    public var frozen: Int64 = 0
    /// 结转下年
    public var carriedOver: Int64 = 0
    /// 收回
    public var lapsed: Int64 = 0

    public init() {}

    init(_ standing: BudgetStanding) {
        available = standing.available
        reserved = standing.reserved
        accepted = standing.accepted
        paid = standing.paid
        advanced = standing.advanced
        frozen = standing.frozen
        carriedOver = standing.carriedOver
        lapsed = standing.lapsed
    }

    /// All that was given: 批复或下达.
    public var granted: Int64 {
        available + reserved + accepted + paid + advanced + frozen + carriedOver + lapsed
    }

    /// 预算执行率: paid and advanced, of all that was given; nil when nothing was.
    public var executionRate: Double? { granted > 0 ? Double(paid + advanced) / Double(granted) : nil }

    public static func += (left: inout Self, right: Self) {
        left.available += right.available
        left.reserved += right.reserved
        left.accepted += right.accepted
        left.paid += right.paid
        left.advanced += right.advanced
        left.frozen += right.frozen
        left.carriedOver += right.carriedOver
        left.lapsed += right.lapsed
    }
}

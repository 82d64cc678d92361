/// An account of the control ledger 预算指标账; each stands once for every budget line.
public enum ControlAccount: String, Codable, CaseIterable, Sendable {
    /// 批复总额: where the money of a line comes from.
    case authorised
    /// 可用
    case available
    /// 冻结
    case frozen
    /// 已验收待支付; pending transfers from `available` to it are what is reserved 已占用.
    case accepted
    /// 已支付
    case paid
    /// 已预拨
    case advanced
    /// 结转下年
    case carriedOver = "carried-over"
    /// 收回
    case lapsed
}

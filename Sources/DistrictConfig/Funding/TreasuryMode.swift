/// How money leaves the treasury 国库集中支付方式.
public enum TreasuryMode: String, Codable, CaseIterable, Sendable {
    /// 财政直接支付 alone, as under integrated budget management 预算管理一体化: no account 1011.
    case direct
    /// With a zero-balance account 零余额账户, to which quotas 用款额度 are granted.
    case zeroBalance = "zero-balance"
}

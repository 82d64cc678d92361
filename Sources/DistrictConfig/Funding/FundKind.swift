/// A fund of given money 捐赠资金 out of which a line is paid.
public enum FundKind: String, Codable, CaseIterable, Sendable {
    /// The unit's own: donations received as revenue 捐赠收入.
    case owned
    /// Held for somebody else 受托代理资产: neither revenue nor cost of the unit.
    case entrusted
}

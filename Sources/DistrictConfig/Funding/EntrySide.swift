/// The side of an entry 借贷方向.
public enum EntrySide: String, Codable, CaseIterable, Sendable {
    /// 借
    case debit
    /// 贷
    case credit
}

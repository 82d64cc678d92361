/// Debit 借 or credit 贷.
public enum LedgerSide: String, Codable, CaseIterable, Sendable {
    case debit, credit
}

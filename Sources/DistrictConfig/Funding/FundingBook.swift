/// One of the two books that run side by side 平行记账. Source: 政府会计制度 (财会〔2017〕25号).
public enum FundingBook: String, Codable, CaseIterable, Sendable {
    /// 财务会计, accrual: what services cost, what is owed.
    case financial
    /// 预算会计, cash: what budget money came in and went out.
    case budgetary
}

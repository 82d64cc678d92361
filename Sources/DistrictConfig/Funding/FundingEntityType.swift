/// Which accounts and rules a unit keeps its books by. Source: 政府会计制度 (财会〔2017〕25号).
public enum FundingEntityType: String, Codable, CaseIterable, Sendable {
    /// 行政单位, a bureau: spends through 7101 行政支出.
    case administrative
    /// 事业单位, e.g. a health centre: spends through 7201 事业支出 and has income of its own.
    case institution
}

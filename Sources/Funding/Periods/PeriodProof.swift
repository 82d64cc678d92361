public import HubModel

/// What the close of a month proves: both books balance, hold nothing but vouchers, and agree with the budget lines.
public struct PeriodProof: Codable, Hashable, Sendable {
    /// What a book's accounts add up to at the end of the month, in fen.
    public struct Trial: Codable, Hashable, Sendable {
        /// `financial` or `budgetary`.
        public var book: String
        public var debits: Int64
        public var credits: Int64
    }

    /// A figure of the budget lines of one funding line beside the same figure of the books, in fen.
    public struct Agreement: Codable, Hashable, Sendable {
        public enum Figure: String, Codable, Sendable {
            /// 已验收待支付, beside what the books owe 应付账款.
            case accepted
            /// 已支付 and 已预拨, beside the outlay 行政支出 / 事业支出.
            case paid
        }

        public var fundingLine: String
        public var figure: Figure
        public var control: Int64
        public var books: Int64
    }

    /// Something that doesn't agree.
    public enum Finding: Codable, Hashable, Sendable {
        /// Debits and credits of a book differ.
        case unbalanced(book: String)
        /// Budget lines and books differ.
        case disagreement(fundingLine: String, figure: Agreement.Figure)
        /// An account doesn't stand as its transfers or its vouchers say.
        case account(book: String, code: String)
    }

    /// The first day of the month.
    public var month: CivilDate
    public var trials: [Trial]
    public var agreements: [Agreement]
    /// Orders that reserve money at that moment; they stay with their lines.
    public var openReservations: Int
    public var openReservationsFen: Int64
    public var findings: [Finding]
}

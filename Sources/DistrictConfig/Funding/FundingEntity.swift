public import HubModel

/// Which accounts and rules a unit keeps its books by. Source: 政府会计制度 (财会〔2017〕25号).
public enum FundingEntityType: String, Codable, CaseIterable, Sendable {
    /// 行政单位, a bureau: spends through 7101 行政支出.
    case administrative
    /// 事业单位, e.g. a health centre: spends through 7201 事业支出 and has income of its own.
    case institution
}

/// How money leaves the treasury 国库集中支付方式.
public enum TreasuryMode: String, Codable, CaseIterable, Sendable {
    /// 财政直接支付 alone, as under integrated budget management 预算管理一体化: no account 1011.
    case direct
    /// With a zero-balance account 零余额账户, to which quotas 用款额度 are granted.
    case zeroBalance = "zero-balance"
}

/// A fund of given money 捐赠资金 out of which a line is paid.
public enum FundKind: String, Codable, CaseIterable, Sendable {
    /// The unit's own: donations received as revenue 捐赠收入.
    case owned
    /// Held for somebody else 受托代理资产: neither revenue nor cost of the unit.
    case entrusted
}

/// The unit that keeps the books 会计主体: `funding/entity.yaml`.
public struct FundingEntity: Codable, Hashable, Sendable {
    /// A series in which vouchers are numbered 凭证字.
    public struct VoucherWord: Codable, Hashable, Sendable {
        /// 1 to 4 characters, e.g. 记.
        public var code: String
        public var title: LocalizedText

        public init(code: String, title: LocalizedText) {
            self.code = code
            self.title = title
        }
    }

    public var name: LocalizedText
    public var entityType: FundingEntityType
    public var treasury: TreasuryMode
    /// At least one.
    public var voucherWords: [VoucherWord]
    /// A voucher of more than this needs the approval of two people.
    public var secondApprovalAbove: Money
    /// Days after which an order that nothing was done for gives its reservation back, 1 to 366.
    public var reservationDays: Int
    /// Names by which rules speak of accounts that differ by entity type, with this entity's account, e.g. `outlay`.
    public var accountRoles: [String: String]

    public init(
        name: LocalizedText, entityType: FundingEntityType, treasury: TreasuryMode, voucherWords: [VoucherWord],
        secondApprovalAbove: Money, reservationDays: Int, accountRoles: [String: String]
    ) {
        self.name = name
        self.entityType = entityType
        self.treasury = treasury
        self.voucherWords = voucherWords
        self.secondApprovalAbove = secondApprovalAbove
        self.reservationDays = reservationDays
        self.accountRoles = accountRoles
    }
}

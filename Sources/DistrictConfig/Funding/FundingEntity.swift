public import HubModel

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

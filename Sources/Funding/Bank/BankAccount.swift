public import DistrictConfig

/// An account of the financial book that the bank or the treasury sends statements of.
public struct BankAccount: Hashable, Sendable {
    public var account: FundingAccount
    /// The account with the details below it, to which entries go.
    public var codes: [String]
    /// The events that count; nil is all of them. The treasury tells of payments alone, while 4001 takes the year's closing too.
    public var events: [String]?
    /// Whether it has a balance, and not only movements.
    public var hasBalance: Bool

    public var code: String { account.code }

    /// 银行存款 1002, 零余额账户用款额度 1011, and 财政直接支付 through 4001. Source: 政府会计制度 (财会〔2017〕25号).
    ///
    /// - Returns: those that the entity has.
    public static func all(of funding: FundingConfiguration) -> [BankAccount] {
        ["1002", "1011", "4001"].compactMap { code in
            guard let account = funding.accounts.account(code, in: .financial) else { return nil }
            let paid: [FundingEventCode] = [.paidByTreasury, .advancePaid, .paymentReturned]
            return BankAccount(
                account: account, codes: funding.accounts.details(of: code, in: .financial).map(\.code),
                events: code == "4001" ? paid.map(\.rawValue) : nil, hasBalance: code != "4001")
        }
    }
}

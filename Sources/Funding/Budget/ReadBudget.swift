import DistrictConfig
import Foundation
import HubModel
import Ledger
public import Postgres

/// How a budget line stands, in fen.
public struct BudgetStanding: Hashable, Sendable {
    public var line: BudgetLine
    /// May be spent.
    public var available: Int64
    /// 已占用, by orders that were accepted.
    public var reserved: Int64
    /// 已验收待支付
    public var accepted: Int64
    /// 已支付
    public var paid: Int64
    public var frozen: Int64
    /// 已预拨
    public var advanced: Int64
    /// 结转下年
    public var carriedOver: Int64
    /// 收回
    public var lapsed: Int64

    /// All that the line was given and did not hand on.
    public var total: Int64 { available + reserved + accepted + paid + frozen + advanced + carriedOver + lapsed }

    /// 预算执行率: how much of it is paid, advances included; nil of a line without money.
    public var executionRate: Double? { total > 0 ? Double(paid + advanced) / Double(total) : nil }
}

/// Reads how budget lines stand, from the accounts of the control ledger.
public struct ReadBudget: Sendable {
    public init() {}

    /// - Parameters:
    ///   - year: the fiscal year.
    ///   - connection: in a transaction of whoever reads; a station's manager is given the station's lines.
    /// - Returns: by funding line, the district's before the stations'.
    public func callAsFunction(year: Int, on connection: isolated Connection) async throws -> [BudgetStanding] {
        let lines = try LineRows.decode(try await connection.rows(FundingQueries.lines(ofYear: year)))
        let ids = lines.flatMap { line in ControlAccount.allCases.map { line.account($0).key.id } }
        let accounts = try await ReadAccounts()(ids, on: connection)
        return lines.map { line in
            func balance(_ account: ControlAccount) -> Int64 { accounts[line.account(account).key.id]?.balance ?? 0 }
            let available = accounts[line.account(.available).key.id]
            return BudgetStanding(
                line: line, available: available?.available ?? 0, reserved: available?.debitsPending ?? 0,
                accepted: balance(.accepted), paid: balance(.paid), frozen: balance(.frozen),
                advanced: balance(.advanced), carriedOver: balance(.carriedOver), lapsed: balance(.lapsed))
        }
    }
}

import DistrictConfig
import Ledger
public import Postgres

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

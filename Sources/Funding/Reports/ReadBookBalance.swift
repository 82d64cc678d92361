public import DistrictConfig
public import HubModel
import Ledger
public import Postgres

/// Reads trial balances, from what accounts stood at when months began and never from entries [FUN-5].
public struct ReadBookBalance: Sendable {
    private let funding: FundingConfiguration

    public init(funding: FundingConfiguration) {
        self.funding = funding
    }

    /// - Parameters:
    ///   - month: any day of it.
    ///   - connection: in a transaction of somebody who may see the whole book, at the isolation level `repeatableRead`.
    public func callAsFunction(
        _ book: FundingBook, month: CivilDate, on connection: isolated Connection
    ) async throws -> BookBalance {
        let month = month.firstOfMonth
        let january = CivilDate(year: month.year, month: 1, day: 1) ?? month
        let read = ReadTrialBalance()
        let lines = try await read(of: book.rawValue, month: month, on: connection)
        let first =
            month == january ? lines : try await read(of: book.rawValue, month: january, on: connection)
        return BookBalance(
            book: book, month: month,
            rows: BalanceRows.rows(of: lines, yearBeganWith: first, chart: funding.accounts, book: book))
    }
}

public import DistrictConfig
import Foundation
public import HubModel
public import Postgres

/// Reads what is needed to bring bank and books together.
public struct ReadBankReconciliation: Sendable {
    private let funding: FundingConfiguration

    public init(funding: FundingConfiguration) {
        self.funding = funding
    }

    /// - Parameter connection: in a transaction of whoever reads, at the isolation level `repeatableRead`.
    /// - Returns: nil before the first statement of the account.
    public func callAsFunction(
        of account: BankAccount, on day: CivilDate, on connection: isolated Connection
    ) async throws -> BankReconciliation? {
        guard let first = try await statements(of: account, on: connection).first else { return nil }
        let since = min(first.days.lowerBound, day)
        let found = try await connection.pipeline([
            BankQueries.sum(of: account.code, through: day), BankQueries.sum(in: account, on: since...day),
            BankQueries.openLines(of: account.code, through: day),
            BankQueries.openVouchers(in: account, on: since...day),
            BookQueries.balances(of: FundingBook.financial.rawValue, before: since),
        ])
        let opening = account.hasBalance ? first.openingFen : nil
        let books = opening == nil ? 0 : try Self.balance(found[4].rows, of: account)
        return BankReconciliation(
            account: account, day: day, since: since, bankOpeningFen: opening,
            bankFen: (opening ?? 0) + (try found[0].rows.first?.decode(column: 0, as: Int64.self) ?? 0),
            booksFen: books + (try found[1].rows.first?.decode(column: 0, as: Int64.self) ?? 0),
            lines: try BankRows.lines(found[2].rows),
            vouchers: try BankRows.vouchers(found[3].rows, funding: funding))
    }

    private static func balance(_ rows: [Row], of account: BankAccount) throws -> Int64 {
        try rows.reduce(0) { sum, row in
            let (_, code, _, fen) = try row.decode(UUID.self, String.self, JSONB.self, Int64.self)
            return account.codes.contains(code) ? sum + fen : sum
        }
    }

    /// All statements of an account, by their days.
    public func statements(of account: BankAccount, on connection: isolated Connection) async throws -> [BankStatement]
    {
        try await connection.rows(BankQueries.statements(of: account.code)).map { row in
            BankStatement(
                id: try row.decode("statement_id"),
                days: CivilDate(
                    driver: try row.decode("first_day", as: CalendarDate.self))...CivilDate(
                        driver: try row.decode("last_day", as: CalendarDate.self)),
                openingFen: try row.decode("opening_fen"), closingFen: try row.decode("closing_fen"),
                lines: try row.decode("lines"), importedBy: try row.decode("imported_by"),
                importedAt: try row.decode("imported_at"))
        }
    }

    /// The matches of some days that stand, newest first.
    public func matches(
        in account: BankAccount, on days: ClosedRange<CivilDate>, limit: Int = 500, on connection: isolated Connection
    ) async throws -> [BankMatch] {
        try await connection.rows(BankQueries.matches(in: account.code, on: days, limit: limit)).map { row in
            let (id, how, person, time, day, fen, vouchers, numbers) = try row.decode(
                UUID.self, String.self, UUID.self, Date.self, CalendarDate?.self, Int64.self, [UUID].self, [String].self
            )
            return BankMatch(
                id: id, isChosen: how == "chosen", by: person, at: time, day: day.map(CivilDate.init(driver:)),
                fen: fen, vouchers: vouchers, numbers: numbers)
        }
    }
}

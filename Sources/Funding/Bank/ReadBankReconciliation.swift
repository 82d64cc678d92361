public import DistrictConfig
public import Foundation
public import HubModel
import Ledger
public import Postgres

/// Bank and books side by side on a day 银行存款余额调节表.
public struct BankReconciliation: Equatable, Sendable {
    public var account: BankAccount
    public var day: CivilDate
    /// The first day that a statement tells of.
    public var since: CivilDate
    /// Before that day; nil when no statement says so, and then both sides count movements from it on.
    public var bankOpeningFen: Int64?
    public var booksOpeningFen: Int64
    /// At the end of the day.
    public var bankFen: Int64
    public var booksFen: Int64
    /// What the bank has moved and the books have not 银行已收付、单位未入账.
    public var lines: [BankLine]
    /// What the books have moved and the bank has not 单位已入账、银行未收付.
    public var vouchers: [CashVoucher]

    /// What the bank will stand at when it has caught up.
    public var adjustedBankFen: Int64 { bankFen + vouchers.reduce(0) { $0 + $1.fen } }
    /// What the books will stand at when they have.
    public var adjustedBooksFen: Int64 { booksFen + lines.reduce(0) { $0 + $1.fen } }
    /// Nothing when bank and books agree; otherwise how far they were apart before the first statement.
    public var differenceFen: Int64 { adjustedBankFen - adjustedBooksFen }
}

/// A statement that was imported.
public struct BankStatement: Hashable, Sendable {
    public var id: UUID
    public var days: ClosedRange<CivilDate>
    public var openingFen: Int64?
    public var closingFen: Int64?
    /// How many lines it was the first to bring.
    public var lines: Int64
    public var importedBy: UUID
    public var importedAt: Date
}

/// A match that stands.
public struct BankMatch: Hashable, Sendable {
    public var id: UUID
    /// By a person, rather than by the rules.
    public var isChosen: Bool
    public var by: UUID
    public var at: Date
    /// Of its latest line; nil when vouchers take each other back.
    public var day: CivilDate?
    public var fen: Int64
    public var vouchers: [UUID]
    /// Their numbers, such as `记-12`.
    public var numbers: [String]
}

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
            account: account, day: day, since: since, bankOpeningFen: opening, booksOpeningFen: books,
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

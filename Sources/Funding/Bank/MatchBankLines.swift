public import DistrictConfig
public import Foundation
public import HubModel
public import Postgres

/// Matches lines of statements with vouchers, by the rules or as a person chooses, and undoes it.
public struct MatchBankLines: Sendable {
    private let funding: FundingConfiguration
    private let now: Date

    public init(funding: FundingConfiguration, at now: Date) {
        self.funding = funding
        self.now = now
    }

    /// Matches what can't be anything else.
    ///
    /// - Parameters:
    ///   - person: the finance officer, who answers for it.
    ///   - connection: in a transaction of that person.
    /// - Returns: how many lines were matched.
    public func find(
        in account: BankAccount, today: CivilDate, by person: UUID, on connection: isolated Connection
    ) async throws -> Int {
        guard let open = try await open(in: account, today: today, on: connection) else { return 0 }
        let matches = BankMatching.pairs(open.lines, open.vouchers).map {
            StoredMatch(id: UUID(version7At: now), lines: [$0.line], vouchers: [$0.voucher])
        }
        try await store(matches, in: account, how: "found", by: person, on: connection)
        return matches.count
    }

    /// Matches lines and vouchers of one sum. Lines alone, or vouchers alone, may take each other back.
    ///
    /// - Throws: ``FundingError``; `PostgresError`, also when the person's role may not.
    public func choose(
        lines: Set<UUID>, vouchers: Set<UUID>, in account: BankAccount, today: CivilDate, by person: UUID,
        on connection: isolated Connection
    ) async throws {
        guard lines.count + vouchers.count > 1 else { throw FundingError.matchIncomplete }
        guard let open = try await open(in: account, today: today, on: connection) else {
            throw FundingError.matchedAlready
        }
        let (chosenLines, chosenVouchers) = (
            open.lines.filter { lines.contains($0.id) }, open.vouchers.filter { vouchers.contains($0.id) }
        )
        guard chosenLines.count == lines.count, chosenVouchers.count == vouchers.count else {
            throw FundingError.matchedAlready
        }
        let (bank, books) = (
            chosenLines.reduce(Int128(0)) { $0 + Int128($1.fen) },
            chosenVouchers.reduce(Int128(0)) { $0 + Int128($1.fen) }
        )
        guard bank == books else {
            throw FundingError.matchUnequal(bankFen: Int64(clamping: bank), booksFen: Int64(clamping: books))
        }
        try await store(
            [StoredMatch(id: UUID(version7At: now), lines: lines.sorted(), vouchers: vouchers.sorted())], in: account,
            how: "chosen", by: person, on: connection)
    }

    /// - Throws: ``FundingError/matchNotFound``; `PostgresError`, also when the person's role may not.
    public func undo(_ match: UUID, by person: UUID, on connection: isolated Connection) async throws {
        guard try await connection.first(BankQueries.undo(match, by: person, at: now), as: UUID.self) != nil else {
            throw FundingError.matchNotFound
        }
    }

    /// Nil before the first statement.
    private func open(
        in account: BankAccount, today: CivilDate, on connection: isolated Connection
    ) async throws -> (lines: [BankLine], vouchers: [CashVoucher])? {
        let statements = try await connection.rows(BankQueries.statements(of: account.code))
        guard let first = try statements.first?.decode("first_day", as: CalendarDate.self) else { return nil }
        let found = try await connection.pipeline([
            BankQueries.openLines(of: account.code, through: today),
            BankQueries.openVouchers(in: account, on: min(CivilDate(driver: first), today)...today),
        ])
        return (
            try BankRows.lines(found[0].rows), try BankRows.vouchers(found[1].rows, funding: funding)
        )
    }

    private func store(
        _ matches: [StoredMatch], in account: BankAccount, how: String, by person: UUID,
        on connection: isolated Connection
    ) async throws {
        if matches.isEmpty { return }
        do {
            _ = try await connection.pipeline(
                BankQueries.match(matches, in: account.code, how: how, by: person, at: now))
        } catch let error as PostgresError
            where ["bank_match_line_once", "bank_match_voucher_once"].contains(error.constraintName)
        {
            throw FundingError.matchedAlready
        }
    }
}

/// Each match keeps who made it and who undid it, so the audit trail needn't.
extension FundingDesk {
    /// Matches what can't be anything else.
    ///
    /// - Returns: how many lines were matched.
    /// - Throws: what ``MatchBankLines/find(in:today:by:on:)`` throws.
    public func findMatches(in account: BankAccount, by author: FundingAuthor) async throws -> Int {
        let context = context
        return try await change(by: author) { connection in
            try await MatchBankLines(funding: context.funding, at: author.now).find(
                in: account, today: context.day(author.now), by: author.account, on: connection)
        }
    }

    /// Matches lines and vouchers of one sum.
    ///
    /// - Throws: what ``MatchBankLines/choose(lines:vouchers:in:today:by:on:)`` throws.
    public func match(
        lines: Set<UUID>, vouchers: Set<UUID>, in account: BankAccount, by author: FundingAuthor
    ) async throws {
        let context = context
        try await change(by: author) { connection in
            try await MatchBankLines(funding: context.funding, at: author.now).choose(
                lines: lines, vouchers: vouchers, in: account, today: context.day(author.now), by: author.account,
                on: connection)
        }
    }

    /// - Throws: ``FundingError/matchNotFound``; `PostgresError`, also when the person's role may not.
    public func undo(match: UUID, by author: FundingAuthor) async throws {
        let context = context
        try await change(by: author) { connection in
            try await MatchBankLines(funding: context.funding, at: author.now).undo(
                match, by: author.account, on: connection)
        }
    }
}

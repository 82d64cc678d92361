import Crypto
public import Foundation
import HubModel
public import Postgres

/// Imports a statement of the bank or the treasury. The same file again adds nothing, nor do lines that an overlapping
/// statement brought already.
public struct ImportBankStatement: Sendable {
    public struct Outcome: Hashable, Sendable {
        public var statement: UUID
        /// How many movements the file tells of.
        public var lines: Int
        /// How many of them nobody had brought yet.
        public var added: Int
        /// Whether this very file was imported before.
        public var isKnown: Bool
    }

    private let now: Date

    public init(at now: Date) {
        self.now = now
    }

    /// - Parameters:
    ///   - bytes: of the file that `file` was read from.
    ///   - person: the finance officer.
    ///   - connection: in a transaction of that person.
    /// - Throws: `PostgresError`, also when the person's role may not.
    public func callAsFunction(
        _ file: BankStatementFile, bytes: [UInt8], of account: BankAccount, by person: UUID,
        on connection: isolated Connection
    ) async throws -> Outcome {
        let digest = Array(SHA256.hash(data: bytes))
        guard let days = file.days else {
            throw BankFileRefused(problems: [BankFileProblem(line: 0, .empty)])
        }
        let statement = StoredStatement(
            id: UUID(version7At: now), account: account.code, days: days, openingFen: file.openingFen,
            closingFen: file.closingFen)
        let stored = try await connection.first(
            BankQueries.store(statement, digest: digest, by: person, at: now), as: UUID.self)
        guard stored != nil else {
            let known = try await connection.first(
                BankQueries.statement(of: account.code, digest: digest), as: UUID.self)
            return Outcome(statement: known ?? statement.id, lines: file.lines.count, added: 0, isKnown: true)
        }
        let lines = zip(file.lineIDs(of: account.code), file.lines).map { (id: $0, line: $1) }
        let added = try await connection.rows(BankQueries.store(lines, of: statement), as: UUID.self).count
        return Outcome(statement: statement.id, lines: lines.count, added: added, isKnown: false)
    }
}

extension BankStatementFile {
    /// Of what a line says, and of how many say just the same before it; so statements that overlap in whole days, and those
    /// with balances however they overlap, name a movement by one id.
    func lineIDs(of account: String) -> [UUID] {
        var seen: [String: Int] = [:]
        return lines.map { line in
            let parts = [
                account, line.day.description, String(line.fen), line.balanceFen.map(String.init) ?? "",
                line.document ?? "", line.counterparty ?? "", line.summary ?? "",
            ]
            // Lengths keep parts apart, whatever stands in them.
            let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
            let nth = seen[text, default: 0]
            seen[text] = nth + 1
            return DerivedID.id("bank-line/\(nth)/\(text)")
        }
    }
}

extension FundingDesk {
    /// Imports a statement, and matches what can't be anything else. Each keeps who did it, so the audit trail needn't.
    ///
    /// - Returns: what was imported, and how many lines were matched.
    /// - Throws: what ``ImportBankStatement`` throws.
    public func importStatement(
        _ file: BankStatementFile, bytes: [UInt8], of account: BankAccount, by author: FundingAuthor
    ) async throws -> (outcome: ImportBankStatement.Outcome, matched: Int) {
        let context = context
        return try await change(by: author) { connection in
            let outcome = try await ImportBankStatement(at: author.now)(
                file, bytes: bytes, of: account, by: author.account, on: connection)
            let matched = try await MatchBankLines(funding: context.funding, at: author.now).find(
                in: account, today: context.day(author.now), by: author.account, on: connection)
            return (outcome, matched)
        }
    }
}

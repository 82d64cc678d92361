public import DistrictConfig
import Foundation
public import HubModel
import Ledger
public import Postgres

/// Reads a stored book, as its approved vouchers tell it, to be handed to auditors and other programs [FUN-5].
public struct ReadBook: Sendable {
    private let funding: FundingConfiguration

    public init(funding: FundingConfiguration) {
        self.funding = funding
    }

    /// The book opens with what its accounts stood at before the first day, and closes as the ledger says.
    ///
    /// - Parameters:
    ///   - language: of the narrations.
    ///   - connection: in a transaction of somebody who may see the whole book, at the isolation level `repeatableRead`, so
    ///     that vouchers and balances are of one moment.
    /// - Throws: ``BookExportError``; ``FundingError/bookDisagrees(account:exportedFen:ledgerFen:)``; `PostgresError`.
    public func callAsFunction(
        _ book: FundingBook, on days: ClosedRange<CivilDate>, language: Language, on connection: isolated Connection
    ) async throws -> BookExport {
        let after = days.upperBound.adding(days: 1) ?? days.upperBound
        let found = try await connection.pipeline([
            BookQueries.balances(of: book.rawValue, before: days.lowerBound),
            BookQueries.vouchers(on: days), BookQueries.entries(of: book.rawValue, on: days),
            BookQueries.balances(of: book.rawValue, before: after),
        ])
        let accounts = try StoredAccount.decode(found[0].rows)
        let lines = try Self.lines(found[2].rows, of: accounts)
        let transactions = try found[1].rows.compactMap { row -> BookExport.Transaction? in
            let id = try row.decode("voucher_id", as: UUID.self)
            return try lines[id].map { try transaction(row, voucher: id, lines: $0, language) }
        }
        let balances = accounts.values.filter { $0.balanceFen != 0 }
            .sorted { ($0.code, $0.dimensions.lexical) < ($1.code, $1.dimensions.lexical) }
            .map { BookExport.Balance(account: $0.code, dimensions: $0.dimensions, amountFen: $0.balanceFen) }
        let asOf = days.lowerBound.adding(days: -1)
        let export = try BookExport(
            code: book.rawValue, title: title(of: book), accounts: chart(of: book, used: accounts),
            opening: balances.isEmpty ? nil : asOf.map { .init(asOf: $0, balances: balances) },
            transactions: transactions)
        try export.check(closing: try StoredAccount.decode(found[3].rows))
        return export
    }

    private static func lines(
        _ rows: [Row], of accounts: [UUID: StoredAccount]
    ) throws -> [UUID: [BookExport.Line]] {
        var lines: [UUID: [BookExport.Line]] = [:]
        for row in rows {
            let (voucher, side, account, fen) = try row.decode(UUID.self, String.self, UUID.self, Int64.self)
            guard let stored = accounts[account] else { continue }
            lines[voucher, default: []].append(
                BookExport.Line(
                    account: stored.code, dimensions: stored.dimensions, side: side == "debit" ? .debit : .credit,
                    amountFen: side == "debit" ? fen : -fen))
        }
        return lines
    }

    private func transaction(
        _ row: Row, voucher: UUID, lines: [BookExport.Line], _ language: Language
    ) throws -> BookExport.Transaction {
        let title = EventTitle(
            event: try row.decode("event"), fundingLine: try row.decode("funding_line"), funding: funding)
        let takenWord = try row.decode("taken_word", as: String?.self)
        let takenNumber = try row.decode("taken_number", as: Int32?.self)
        let takenMonth = try row.decode("taken_month", as: CalendarDate?.self)
        var taken: String?
        if let takenWord, let takenNumber, let takenMonth {
            taken = "\(CivilDate(driver: takenMonth).description.prefix(7)) \(takenWord)-\(takenNumber)"
        }
        var links = [
            BookExport.Attribute("voucher", voucher.text),
            .init("event", try row.decode("event_id", as: UUID.self).text),
        ]
        if let order = try row.decode("order_id", as: String?.self) { links.append(.init("order", order)) }
        if let fact = try row.decode("fact_id", as: UUID?.self) { links.append(.init("fact", fact.text)) }
        if let document = try row.decode("document", as: String?.self) { links.append(.init("document", document)) }
        return BookExport.Transaction(
            date: CivilDate(driver: try row.decode("day", as: CalendarDate.self)),
            number: "\(try row.decode("word", as: String.self))-\(try row.decode("number", as: Int32.self))",
            narration: title.narration(isRed: lines.contains(where: \.isRed), taken: taken)[language], lines: lines,
            links: links)
    }

    private func title(of book: FundingBook) -> LocalizedText {
        let words = book.title
        return LocalizedText(zh: "\(funding.entity.name.zh) \(words.zh)", en: "\(funding.entity.name.en): \(words.en)")
    }

    /// The chart of accounts as it is now, and what was used besides when it was another.
    private func chart(of book: FundingBook, used: [UUID: StoredAccount]) -> [BookExport.Account] {
        let chart = funding.accounts.accounts(in: book)
        let known = Set(chart.map(\.code))
        let former = Set(used.values.map(\.code)).subtracting(known).map { code in
            BookExport.Account(
                code: code, title: LocalizedText(zh: code, en: code),
                element: BookExport.Element(digit: code.first) ?? .asset, normalSide: .debit)
        }
        return (chart.map(BookExport.Account.init) + former).sorted { $0.code < $1.code }
    }
}

/// An account of the ledger and how it stood.
private struct StoredAccount {
    var code: String
    var dimensions: [BookExport.Attribute]
    var balanceFen: Int64

    static func decode(_ rows: [Row]) throws -> [UUID: StoredAccount] {
        var accounts: [UUID: StoredAccount] = [:]
        accounts.reserveCapacity(rows.count)
        for row in rows {
            let (id, code, dimensions, fen) = try row.decode(UUID.self, String.self, JSONB.self, Int64.self)
            let named = try dimensions.decode(as: [String: String].self)
            accounts[id] = StoredAccount(
                code: code, dimensions: named.map { BookExport.Attribute($0.key, $0.value) }.sorted(), balanceFen: fen)
        }
        return accounts
    }
}

extension BookExport {
    /// - Throws: ``FundingError/bookDisagrees(account:exportedFen:ledgerFen:)`` unless every account closes as the ledger says.
    fileprivate func check(closing accounts: [UUID: StoredAccount]) throws(FundingError) {
        var differences: [String: Int128] = [:]
        var sums: [String: Int128] = [:]
        for balance in opening?.balances ?? [] { sums[balance.account, default: 0] += Int128(balance.amountFen) }
        for line in transactions.lazy.flatMap(\.lines) { sums[line.account, default: 0] += Int128(line.amountFen) }
        for (code, sum) in sums { differences[code, default: 0] += sum }
        for account in accounts.values { differences[account.code, default: 0] -= Int128(account.balanceFen) }
        guard let (code, difference) = differences.filter({ $0.value != 0 }).min(by: { $0.key < $1.key }) else {
            return
        }
        let exported = sums[code, default: 0]
        throw .bookDisagrees(
            account: code, exportedFen: Int64(clamping: exported), ledgerFen: Int64(clamping: exported - difference))
    }
}

extension BookExport.Account {
    fileprivate init(_ account: FundingAccount) {
        self.init(
            code: account.code, title: account.title, element: BookExport.Element(account.element),
            normalSide: account.normalSide == .debit ? .debit : .credit)
    }
}

extension BookExport.Element {
    init(_ element: AccountElement) {
        switch element {
        case .asset: self = .asset
        case .liability: self = .liability
        case .netAssets: self = .netAssets
        case .revenue: self = .revenue
        case .expense: self = .expense
        case .budgetRevenue: self = .budgetRevenue
        case .budgetExpenditure: self = .budgetOutlay
        case .budgetBalance: self = .budgetBalance
        }
    }

    /// By the first digit of a code.
    fileprivate init?(digit: Character?) {
        guard let element = AccountElement.allCases.first(where: { $0.digit == digit }) else { return nil }
        self.init(element)
    }
}

extension [BookExport.Attribute] {
    fileprivate var lexical: String { map { "\($0.key)=\($0.value)" }.joined(separator: "\u{1}") }
}

extension UUID {
    /// As PostgreSQL writes it.
    var text: String { uuidString.lowercased() }
}

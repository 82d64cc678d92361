import Foundation
import Funding
import HubModel
import TestSupport
import Testing
import Workbooks

/// Writes books in every form, and beside them as plain JSON, into the folder that `XINLIAN_BOOKS_FOLDER` names.
/// `Tests/BookOracles` reads them with other programs.
@Suite struct BookFiles {
    static let folder = ProcessInfo.processInfo.environment["XINLIAN_BOOKS_FOLDER"]

    @Test(.enabled(if: BookFiles.folder != nil)) func write() throws {
        let folder = URL(filePath: try #require(Self.folder))
        var maker = RandomBook(random: .fresh())
        let books = [
            try maker.book("financial", RandomBook.financial, transactions: 400),
            try maker.book("budgetary", RandomBook.budgetary, transactions: 200), try RandomBook.extremes(),
        ]
        for book in books {
            func put(_ bytes: some Sequence<UInt8>, _ ending: String) throws {
                try Data(bytes).write(to: folder.appending(path: "\(book.code)\(ending)"))
            }
            try put(BeancountWriter.text(book).utf8, ".beancount")
            try put(HledgerWriter.text(book).utf8, ".journal")
            try put(LedgerCSVWriter.bytes(book, language: .en), ".csv")
            let sheets = try Self.trialBalances(of: book)
            try put(try #require(sheets.last).csvBytes(), "-trial.csv")
            let workbook = Workbook(
                title: book.title.zh, created: Date(timeIntervalSince1970: 1_780_000_000),
                sheets: sheets.map { $0.worksheet() })
            try put(try workbook.bytes(), "-trial.xlsx")
            try put(try JSONEncoder().encode(PlainBook(book, seed: maker.random.seed)), ".json")
        }
    }

    /// One a month from the first transaction to the last.
    private static func trialBalances(of book: BookExport) throws -> [TrialBalanceSheet] {
        var month = try #require(book.transactions.map(\.date).min()).firstOfMonth
        let last = try #require(book.transactions.map(\.date).max())
        var sheets: [TrialBalanceSheet] = []
        while month <= last {
            let next = try #require(month.adding(months: 1))
            let period = month...(try #require(next.adding(days: -1)))
            let rows = TrialBalance.rows(of: book, period: period)
            sheets.append(TrialBalanceSheet(bookTitle: book.title, period: period, rows: rows, language: .zh))
            month = next
        }
        return sheets
    }
}

/// What was put in, for programs that know nothing of the writers.
struct PlainBook: Encodable {
    struct Entry: Encodable {
        var account, side: String
        var fen: Int64
        var dimensions: [String: String]
    }

    struct Transaction: Encodable {
        var date, narration: String
        var number: String?
        var links: [String: String]
        var entries: [Entry]
    }

    var seed: UInt64
    var accounts: [String: [String]]
    var opening: [Entry]
    var openingDate: String?
    var transactions: [Transaction]

    init(_ book: BookExport, seed: UInt64) {
        func plain(_ attributes: [BookExport.Attribute]) -> [String: String] {
            Dictionary(uniqueKeysWithValues: attributes.map { ($0.key, $0.value) })
        }
        self.seed = seed
        accounts = Dictionary(
            uniqueKeysWithValues: book.accounts.map {
                ($0.code, [$0.title.zh, $0.title.en, $0.element.rawValue, $0.normalSide.rawValue])
            })
        opening = (book.opening?.balances ?? []).map {
            Entry(account: $0.account, side: "", fen: $0.amountFen, dimensions: plain($0.dimensions))
        }
        openingDate = book.opening?.asOf.description
        transactions = book.transactions.map { transaction in
            Transaction(
                date: transaction.date.description, narration: transaction.narration, number: transaction.number,
                links: plain(transaction.links),
                entries: transaction.lines.map {
                    Entry(
                        account: $0.account, side: $0.side.rawValue, fen: $0.amountFen, dimensions: plain($0.dimensions)
                    )
                })
        }
    }
}

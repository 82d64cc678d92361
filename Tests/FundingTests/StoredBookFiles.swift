import DistrictConfig
import Foundation
import Funding
import HubModel
import Ledger
import Postgres
import Protection
import TestSupport
import Testing
import Workbooks

/// Writes books that were stored by a workload, as ``BookFiles`` writes made-up ones, and beside them what the ledger says of
/// every account and month.
@Suite(.timeLimit(.minutes(5))) struct StoredBookFiles {
    @Test(.enabled(if: BookFiles.folder != nil)) func write() async throws {
        let folder = URL(filePath: try #require(BookFiles.folder))
        try await StoredBookTests.withWorkload { district, random in
            let (funding, first) = (district.context.funding, district.context.day(FixedClock.now).firstOfMonth)
            let end = try #require(first.adding(months: StoredBookTests.months)?.adding(days: -1))
            // The second month's first day, so that there is something to open with.
            let from = try #require(first.adding(months: 1))
            for book in FundingBook.allCases {
                let (export, balances, changes) = try await district.database.hub.withTransaction(
                    as: .person(district.officer), isolation: .repeatableRead, readOnly: true
                ) { connection in
                    let export = try await ReadBook(funding: funding)(
                        book, on: from...end, language: .zh, on: connection)
                    var balances: [BookBalance] = []
                    var changes: [String: [String: [Int64]]] = [:]
                    for number in 0..<StoredBookTests.months {
                        let month = try #require(first.adding(months: number))
                        if month >= from {
                            balances.append(
                                try await ReadBookBalance(funding: funding)(book, month: month, on: connection))
                        }
                        let lines = try await ReadTrialBalance()(of: book.rawValue, month: month, on: connection)
                        changes[String(month.description.prefix(7))] = Dictionary(
                            uniqueKeysWithValues: lines.map { ($0.code, [$0.debits, $0.credits]) })
                    }
                    return (export, balances, changes)
                }
                try Self.put(export, balances, changes, seed: random.seed, in: folder)
            }
        }
    }

    private static func put(
        _ export: BookExport, _ balances: [BookBalance], _ changes: [String: [String: [Int64]]], seed: UInt64,
        in folder: URL
    ) throws {
        func put(_ bytes: some Sequence<UInt8>, _ ending: String) throws {
            try Data(bytes).write(to: folder.appending(path: "stored-\(export.code)\(ending)"))
        }
        try put(BeancountWriter.text(export).utf8, ".beancount")
        try put(HledgerWriter.text(export).utf8, ".journal")
        try put(LedgerCSVWriter.bytes(export, language: .en), ".csv")
        let sheets = balances.map {
            TrialBalanceSheet(bookTitle: export.title, period: $0.period, rows: $0.rows, language: .zh)
        }
        try put(try #require(sheets.last).csvBytes(), "-trial.csv")
        let workbook = Workbook(
            title: export.title.zh, created: Date(timeIntervalSince1970: 1_780_000_000),
            sheets: sheets.map { $0.worksheet() } + [EntrySheet(book: export, language: .zh).worksheet()])
        try put(try workbook.bytes(), "-trial.xlsx")
        try put(try JSONEncoder().encode(PlainBook(export, seed: seed)), ".json")
        try put(try JSONEncoder().encode(changes), "-ledger.json")
    }
}

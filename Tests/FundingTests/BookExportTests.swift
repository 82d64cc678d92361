import HubModel
import Testing

@testable import Funding

@Suite struct BookExportTests {
    static func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    static let accounts = ["1002", "4001"].map {
        BookExport.Account(
            code: $0, title: LocalizedText(zh: "科目", en: "account"), element: $0 == "1002" ? .asset : .revenue,
            normalSide: .debit)
    }

    static func line(_ account: String, _ fen: Int64, _ dimensions: [BookExport.Attribute] = []) -> BookExport.Line {
        BookExport.Line(account: account, dimensions: dimensions, side: fen < 0 ? .credit : .debit, amountFen: fen)
    }

    static func book(
        _ lines: [BookExport.Line], on date: String = "2026-03-05", links: [BookExport.Attribute] = [],
        accounts: [BookExport.Account] = accounts, opening: BookExport.Opening? = nil
    ) throws -> BookExport {
        try BookExport(
            code: "financial", title: LocalizedText(zh: "财务账", en: "financial"), accounts: accounts,
            opening: opening,
            transactions: [
                .init(date: day(date), number: "记-1", narration: "服务", lines: lines, links: links)
            ])
    }

    @Test func whatDoesNotAddUpIsRefused() throws {
        let line = Self.line
        func refused(_ error: BookExportError, _ book: () throws -> BookExport) {
            #expect(throws: error) { try book() }
            #expect(error.description.contains(" / "))
        }
        refused(.unbalanced(transaction: 1, differenceFen: -2)) {
            try Self.book([line("1002", 1, []), line("4001", -3, [])])
        }
        refused(.unknownAccount(code: "9", transaction: 1)) { try Self.book([line("9", 0, [])]) }
        refused(.noLines(transaction: 1)) { try Self.book([]) }
        refused(.repeatedAccount(code: "1002")) { try Self.book([], accounts: Self.accounts + [Self.accounts[0]]) }
        refused(.repeatedKey("a", transaction: 1)) {
            try Self.book([line("1002", 0, [.init("a", "1"), .init("b", ""), .init("a", "2")])])
        }
        refused(.repeatedKey("a", transaction: 1)) {
            try Self.book([line("1002", 0, [])], links: [.init("a", "1"), .init("a", "2")])
        }
        refused(.yearNotWritable(try Self.day("1699-12-31"))) { try Self.book([line("1002", 0, [])], on: "1699-12-31") }
        let asOf = try Self.day("2026-03-05")
        refused(.notAfterOpening(transaction: 1, date: asOf)) {
            try Self.book([line("1002", 0, [])], opening: .init(asOf: asOf, balances: []))
        }
        refused(.unbalanced(transaction: nil, differenceFen: 7)) {
            try Self.book([], opening: .init(asOf: asOf, balances: [.init(account: "1002", amountFen: 7)]))
        }
    }

    @Test func sumsBeyondInt64StillBalance() throws {
        let lines = [
            Self.line("1002", .max), Self.line("1002", .max), Self.line("4001", .min), Self.line("4001", .min),
        ]
        #expect(throws: BookExportError.unbalanced(transaction: 1, differenceFen: -2)) { try Self.book(lines) }
        #expect(throws: Never.self) { try Self.book(lines + [Self.line("1002", 2)]) }
    }

    @Test func beancountSaysWhatHappened() throws {
        let text = BeancountWriter.text(
            try Self.book(
                [Self.line("1002", 105, [.init("station", "S07")]), Self.line("4001", -105)],
                links: [.init("voucher", "a1")]))
        #expect(
            text.hasSuffix(
                """
                2026-03-05 * "服务" ^voucher/a1
                  number: "记-1"
                  link-voucher: "a1"
                  Assets:A1002  1.05 CNY
                    side: "debit"
                    dim-station: "S07"
                  Income:A4001  -1.05 CNY
                    side: "credit"

                """))
    }

    @Test func redLettersStayOnTheirSide() throws {
        let lines = [
            BookExport.Line(account: "1002", side: .debit, amountFen: -105),
            BookExport.Line(account: "4001", side: .credit, amountFen: 105),
        ]
        let book = try Self.book(lines)
        let csv = String(decoding: LedgerCSVWriter.bytes(book, language: .zh), as: UTF8.self)
        #expect(csv.contains(#""1002","科目","借",-1.05,"#))
        #expect(csv.contains(#""4001","科目","贷",,-1.05"#))
        #expect(BeancountWriter.text(book).contains("\"服务\" #red-letter"))
        #expect(HledgerWriter.text(book).contains("; red-letter:yes"))
        let period = try Self.day("2026-03-01")...(try Self.day("2026-03-31"))
        let rows = TrialBalance.rows(of: book, period: period)
        #expect(rows.map(\.periodDebitFen) == [-105, 0])
        #expect(rows.map(\.periodCreditFen) == [0, -105])
        #expect(rows.map(\.closingFen) == [-105, 105])
    }

    /// The two sides of each pair of columns are the same in total, and the year counts from its first of January.
    @Test func theTrialBalanceSeparatesTimes() throws {
        let opening = BookExport.Opening(
            asOf: try Self.day("2024-12-31"),
            balances: [.init(account: "1002", amountFen: 1000), .init(account: "4001", amountFen: -1000)])
        let transactions = try [("2025-12-31", Int64(1)), ("2026-01-01", 10), ("2026-03-31", 100), ("2026-04-01", 5)]
            .map {
                BookExport.Transaction(
                    date: try Self.day($0.0), number: nil, narration: "",
                    lines: [Self.line("1002", $0.1), Self.line("4001", -$0.1)])
            }
        let book = try BookExport(
            code: "b", title: LocalizedText(zh: "", en: ""), accounts: Self.accounts, opening: opening,
            transactions: transactions)
        let rows = TrialBalance.rows(of: book, period: try Self.day("2026-03-01")...(try Self.day("2026-03-31")))
        #expect(
            rows[0]
                == TrialBalanceRow(
                    accountCode: "1002", title: Self.accounts[0].title, openingFen: 1011, periodDebitFen: 100,
                    periodCreditFen: 0, yearDebitFen: 110, yearCreditFen: 0))
        #expect(rows[0].closingFen == 1111)
        #expect(rows.map(\.closingFen).reduce(0, +) == 0)
    }

    @Test func namesStayDifferent() {
        let texts = ["a.b", "a-b", "a-u2E-b", "-u", "u-", "-.", "", "零", "-", "--u", "a b"]
        let names = texts.map(PlainTextNames.escaped)
        #expect(Set(names).count == texts.count)
        #expect(names.allSatisfy { $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") } })
        #expect(names[0] == "a-u2E-b" && names[1] == "a-b")
    }

    @Test(arguments: [
        ("plain", #""plain""#), ("a\"b", #""a""b""#), ("=1", #""'=1""#), ("-1", #""'-1""#), ("  @x", #""'  @x""#),
        ("'x", #""''x""#), ("\tx", "\"'\tx\""), ("a=b", #""a=b""#), ("\"\u{301}", "\"\"\"\u{301}\""),
        ("＝1", #""'＝1""#), ("a\0", "\"a\u{FFFD}\""),
    ])
    func textsAreSafeForSpreadsheets(text: String, written: String) {
        #expect(CSVText.bytes([[.text(text)]]) == [0xEF, 0xBB, 0xBF] + Array("\(written)\r\n".utf8))
    }

    @Test func numbersAreNoTexts() {
        let bytes = CSVText.bytes([[.money(fen: -5), .number(3), .empty]])
        #expect(bytes.dropFirst(3).elementsEqual("-0.05,3,\r\n".utf8))
    }
}

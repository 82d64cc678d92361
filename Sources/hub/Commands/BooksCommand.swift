import ArgumentParser
import Configuration
import DistrictConfig
import Foundation
import Funding
import HubModel
import HubRuntime
import Identity
import Postgres
import Protection
import Workbooks

struct BooksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "books", abstract: "账簿 / The books of accounts.", subcommands: [Export.self, TrialBalance.self])

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case beancount, hledger, csv, xlsx
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "导出账簿 / Writes a book for other programs.",
            discussion: "导出前核对每个科目与账本一致 / Every account is compared with the ledger before anything is written.")

        @OptionGroup var settings: SettingsOptions
        @OptionGroup var configuration: ConfigurationOptions
        @OptionGroup var words: LanguageOption

        @Option(help: "账簿：financial 财务会计，budgetary 预算会计 / The book.", transform: BooksCommand.book)
        var book: FundingBook

        @Option(help: "格式 / The format.")
        var format: Format

        @Option(help: "起始日（含），如 2026-01-01 / The first day.", transform: BooksCommand.day)
        var from: CivilDate

        @Option(help: "截止日（含） / The last day.", transform: BooksCommand.day)
        var through: CivilDate

        @Option(help: "写入的文件（仅本人可读） / The file to write, which only its owner can read.")
        var output: String

        func validate() throws {
            guard from <= through else { throw ValidationError("起始日晚于截止日 / the first day is after the last") }
        }

        func run() async throws {
            let (reader, district) = (try await settings.reader(), try configuration.read())
            let (book, days, language) = (book, from...through, words.language)
            let export = try await reader.withDatabase { database in
                try await BooksCommand.record(book, from: from, through: through, in: database)
                return try await BooksCommand.read(database) { connection in
                    try await ReadBook(funding: district.funding)(book, on: days, language: language, on: connection)
                }
            }
            try PrivateFile.write(try bytes(of: export, language), to: output)
            Output.line(
                "\(export.transactions.count) 张凭证，\(output) / \(export.transactions.count) vouchers in \(output)")
        }

        private func bytes(of book: BookExport, _ language: Language) throws -> [UInt8] {
            switch format {
            case .beancount: Array(BeancountWriter.text(book).utf8)
            case .hledger: Array(HledgerWriter.text(book).utf8)
            case .csv: LedgerCSVWriter.bytes(book, language: language)
            case .xlsx:
                try Workbook(
                    title: book.title[language], created: Date(),
                    sheets: [EntrySheet(book: book, language: language).worksheet()]
                ).bytes()
            }
        }
    }

    struct TrialBalance: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "trial-balance", abstract: "科目余额表（两账） / The trial balances of both books.")

        @OptionGroup var settings: SettingsOptions
        @OptionGroup var configuration: ConfigurationOptions
        @OptionGroup var words: LanguageOption

        @Option(help: "月份，如 2026-03 / The month.")
        var month: String

        @Option(help: "写入 Excel 文件而不是显示 / Writes an Excel workbook instead of printing.")
        var output: String?

        func run() async throws {
            guard let first = CivilDate("\(month)-01") else {
                throw ValidationError("月份应为 2026-03 的形式 / the month is written as 2026-03")
            }
            let (reader, district) = (try await settings.reader(), try configuration.read())
            let balances = try await reader.withDatabase { database in
                try await BooksCommand.read(database) { connection in
                    var balances: [BookBalance] = []
                    for book in FundingBook.allCases {
                        balances.append(
                            try await ReadBookBalance(funding: district.funding)(book, month: first, on: connection))
                    }
                    return balances
                }
            }
            let sheets = balances.map { balance in
                TrialBalanceSheet(
                    bookTitle: balance.book.title, period: balance.period, rows: balance.rows, language: words.language)
            }
            guard let output else {
                for sheet in sheets { Output.line(String(decoding: sheet.csvBytes().dropFirst(3), as: UTF8.self)) }
                return
            }
            let workbook = Workbook(
                title: district.funding.entity.name[words.language], created: Date(),
                sheets: zip(balances, sheets).map { $1.worksheet(named: $0.book.title[words.language]) })
            try PrivateFile.write(try workbook.bytes(), to: output)
        }
    }

    struct LanguageOption: ParsableArguments {
        @Option(help: "摘要与标题的语言：zh、en / The language of narrations and titles.", transform: BooksCommand.language)
        var language = Language.zh
    }

    private static func book(_ text: String) throws -> FundingBook {
        guard let book = FundingBook(rawValue: text) else {
            throw ValidationError("账簿应为 financial 或 budgetary / the book is financial or budgetary")
        }
        return book
    }

    private static func language(_ text: String) throws -> Language {
        guard let language = Language(rawValue: text) else {
            throw ValidationError("语言应为 zh 或 en / the language is zh or en")
        }
        return language
    }

    private static func day(_ text: String) throws -> CivilDate {
        guard let day = CivilDate(text) else {
            throw ValidationError("“\(text)”不是日期，应如 2026-03-01 / '\(text)' is no day such as 2026-03-01")
        }
        return day
    }

    /// Everything of one moment.
    private static func read<Value: Sendable>(
        _ database: HubDatabase, _ body: @escaping @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        do {
            return try await database.withTransaction(
                as: .district, isolation: .repeatableRead, readOnly: true, body)
        } catch let error as FundingError {
            throw ValidationError("\(error.words.zh) / \(error.words.en)")
        } catch let error as BookExportError {
            throw ValidationError(error.description)
        }
    }

    private static func record(
        _ book: FundingBook, from: CivilDate, through: CivilDate, in database: HubDatabase
    ) async throws {
        try await AuditTrail(database: database).record(
            AuditEvent(
                .export, .read, in: .bureau, by: .system, on: .init(.books, book.rawValue),
                source: RequestOrigin.commandLine.address,
                details: [.from: "\(from)", .to: "\(through)", .operator: RequestOrigin.commandOperator], at: Date()))
    }
}

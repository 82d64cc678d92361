import DistrictConfig
import Foundation
import Funding
import HubModel
import Identity
import PageKit
import Protection

/// Puts the page together.
struct BankPageMaker {
    let account: BankAccount
    let accounts: [BankAccount]
    let day: CivilDate
    let people: [UUID: AccountProfile]
    let mayChange: Bool
    let token: String
    let formats: Formats

    private var language: Language { formats.language }
    private var path: String { "\(ReportPaths.bank)/\(account.code)" }

    func page(_ reading: BankReading, _ message: BankMessage, frame: PageFrame) -> BankPage {
        let found = reading.reconciliation
        return BankPage(
            frame: frame, words: Words(language), back: .funding(language),
            tabs: ReportKind.allCases.map {
                .init(text: $0.title(language), address: language.address($0.path), isCurrent: false)
            } + [.init(text: BankWords.title(language), address: language.address(ReportPaths.bank), isCurrent: true)],
            accounts: accounts.map {
                .init(
                    text: "\($0.code) \($0.account.title[language])",
                    address: language.address("\(ReportPaths.bank)/\($0.code)"), isCurrent: $0 == account)
            }, action: path, kept: language == .zh ? [] : [.init(name: "lang", value: language.rawValue)],
            asOf: day.description, token: token, mayChange: mayChange,
            importAction: language.address("\(path)/statements"), findAction: language.address("\(path)/found"),
            chooseAction: language.address("\(path)/matches"), success: message.success, error: message.error,
            problems: message.problems.map { $0.words[language] },
            typed: message.problems.isEmpty ? "" : message.form["statement"] ?? "",
            typedOpening: message.form["opening"] ?? "", typedClosing: message.form["closing"] ?? "",
            hasStatement: found != nil, note: found.flatMap(note), bank: found.map(bankSide) ?? [],
            books: found.map(booksSide) ?? [], agrees: found?.differenceFen == 0, verdict: found.map(verdict) ?? "",
            lines: found?.lines.map(line) ?? [], vouchers: found?.vouchers.map(line) ?? [],
            matches: reading.matches.map(match),
            statements: reading.statements.reversed().map(statement))
    }

    private func note(_ found: BankReconciliation) -> String? {
        guard found.bankOpeningFen == nil else { return nil }
        return BankWords.movementsSince(language).replacing("{day}", with: found.since.description)
    }

    private func verdict(_ found: BankReconciliation) -> String {
        found.differenceFen == 0
            ? BankWords.agrees(language)
            : BankWords.differs(language).replacing("{n}", with: formats.money(fen: found.differenceFen))
    }

    private func sum(_ words: BankWords, _ fen: Int64, isTotal: Bool = false) -> BankPage.Sum {
        BankPage.Sum(text: words(language), amount: formats.money(fen: fen), isTotal: isTotal)
    }

    private func bankSide(_ found: BankReconciliation) -> [BankPage.Sum] {
        let amounts = found.vouchers.map(\.fen)
        return [
            sum(.bankBalance, found.bankFen), sum(.booksInNotBank, amounts.filter { $0 > 0 }.reduce(0, +)),
            sum(.booksOutNotBank, -amounts.filter { $0 < 0 }.reduce(0, +)),
            sum(.adjustedBank, found.adjustedBankFen, isTotal: true),
        ]
    }

    private func booksSide(_ found: BankReconciliation) -> [BankPage.Sum] {
        let amounts = found.lines.map(\.fen)
        return [
            sum(.booksBalance, found.booksFen), sum(.bankInNotBooked, amounts.filter { $0 > 0 }.reduce(0, +)),
            sum(.bankOutNotBooked, -amounts.filter { $0 < 0 }.reduce(0, +)),
            sum(.adjustedBooks, found.adjustedBooksFen, isTotal: true),
        ]
    }

    private func line(_ line: BankLine) -> BankPage.Line {
        BankPage.Line(
            id: line.id.uuidString.lowercased(), day: line.day.description, amount: formats.money(fen: line.fen),
            document: line.document ?? "–",
            details: [line.counterparty, line.summary].compactMap(\.self).joined(separator: " · "), address: nil)
    }

    private func line(_ voucher: CashVoucher) -> BankPage.Line {
        BankPage.Line(
            id: voucher.id.uuidString.lowercased(), day: voucher.day.description,
            amount: formats.money(fen: voucher.fen), document: voucher.number,
            details: [voucher.title[language], voucher.document].compactMap(\.self).joined(separator: " · "),
            address: language.address(ReportTableMaker.path(of: voucher.id)))
    }

    private func match(_ match: BankMatch) -> BankPage.Match {
        BankPage.Match(
            day: match.day?.description ?? "–", amount: formats.money(fen: match.fen),
            numbers: match.numbers.isEmpty ? "–" : match.numbers.joined(separator: language == .zh ? "、" : ", "),
            how: (match.isChosen ? BankWords.byPerson : .byRules)(language),
            who: people[match.by]?.displayName ?? Role.financeOfficer(language), time: formats.moment(match.at),
            undo: language.address("\(path)/matches/\(match.id.uuidString.lowercased())/undo"))
    }

    private func statement(_ statement: BankStatement) -> BankPage.Statement {
        BankPage.Statement(
            days: "\(statement.days.lowerBound) – \(statement.days.upperBound)", lines: formats.number(statement.lines),
            who: people[statement.importedBy]?.displayName ?? Role.financeOfficer(language),
            time: formats.moment(statement.importedAt))
    }
}

import CSV
public import HubModel
import Workbooks

/// A statement of the bank or the treasury as a CSV file says it.
///
/// The first line names the columns in any order, in Chinese or English; others are passed over. Lines may run from the
/// oldest to the newest or the other way. Where there are balances each line must follow from the one before.
public struct BankStatementFile: Equatable, Sendable {
    public struct Line: Equatable, Sendable {
        public var day: CivilDate
        /// Money that came in; negative went out.
        public var fen: Int64
        public var balanceFen: Int64?
        public var document: String?
        public var counterparty: String?
        public var summary: String?
        /// Of the file.
        var line: Int
    }

    /// From the oldest to the newest.
    public var lines: [Line]
    /// Before the first line and after the last one; nil when nobody said so.
    public var openingFen: Int64?
    public var closingFen: Int64?

    public var days: ClosedRange<CivilDate>? {
        let days = lines.map(\.day)
        return days.min().flatMap { first in days.max().map { first...$0 } }
    }

    static let mostLines = 50_000

    /// - Parameters:
    ///   - today: no line is later.
    ///   - opening: what the account stood at before the first line, where the statement's head says so.
    ///   - closing: the same after the last line.
    /// - Throws: ``BankFileRefused`` with everything that is wrong.
    public init(
        bytes: [UInt8], today: CivilDate, opening: Int64? = nil, closing: Int64? = nil
    ) throws(BankFileRefused) {
        var reader = StatementReader(today: today)
        reader.read(bytes)
        lines = reader.lines
        openingFen = opening
        closingFen = closing
        if reader.problems.isEmpty { putInOrder() }
        let problems = reader.problems.isEmpty ? checkSums() : reader.problems
        guard problems.isEmpty else { throw BankFileRefused(problems: Array(problems.prefix(BankFileRefused.most))) }
    }

    private mutating func putInOrder() {
        guard let first = lines.first, let last = lines.last else { return }
        let isDescending =
            first.day > last.day
            || first.day == last.day && Self.firstBreak(in: lines) != nil
                && Self.firstBreak(in: lines.reversed()) == nil
        if isDescending { lines.reverse() }
    }

    /// The first line whose balance doesn't follow from the one before.
    private static func firstBreak(in lines: [Line]) -> BankFileProblem? {
        for (before, line) in zip(lines, lines.dropFirst()) {
            guard let earlier = before.balanceFen, let balance = line.balanceFen else { continue }
            let (expected, overflows) = earlier.addingReportingOverflow(line.fen)
            if overflows { return BankFileProblem(line: line.line, .tooLarge) }
            if expected != balance {
                return BankFileProblem(line: line.line, .wrongBalance(expectedFen: expected, foundFen: balance))
            }
        }
        return nil
    }

    private mutating func checkSums() -> [BankFileProblem] {
        if let gap = Self.firstBreak(in: lines) { return [gap] }
        var sum: Int64 = 0
        for line in lines {
            let (next, overflows) = sum.addingReportingOverflow(line.fen)
            if overflows { return [BankFileProblem(line: line.line, .tooLarge)] }
            sum = next
        }
        if let first = lines.first, let balance = first.balanceFen {
            let (before, overflows) = balance.subtractingReportingOverflow(first.fen)
            if overflows { return [BankFileProblem(line: first.line, .tooLarge)] }
            openingFen = openingFen ?? before
        }
        closingFen = closingFen ?? lines.last?.balanceFen
        guard let openingFen else { return [] }
        let (end, overflows) = openingFen.addingReportingOverflow(sum)
        if overflows { return [BankFileProblem(line: 0, .tooLarge)] }
        let closing = closingFen ?? end
        closingFen = closing
        guard end == closing, lines.last?.balanceFen.map({ $0 == closing }) ?? true else {
            return [BankFileProblem(line: 0, .doesNotAddUp(openingFen: openingFen, linesFen: sum, closingFen: closing))]
        }
        return []
    }
}

/// Reads the records of a file, and notes what is wrong with each.
private struct StatementReader {
    let today: CivilDate
    private(set) var lines: [BankStatementFile.Line] = []
    private(set) var problems: [BankFileProblem] = []

    init(today: CivilDate) {
        self.today = today
    }

    private enum Column: CaseIterable {
        case day, moneyIn, moneyOut, balance, document, counterparty, summary

        /// The first is how it is called when it is missing.
        var names: [String] {
            switch self {
            case .day: ["日期", "date", "交易日期", "记账日期", "入账日期"]
            case .moneyIn: ["收入", "in", "收入金额", "贷方发生额", "贷方金额", "credit"]
            case .moneyOut: ["支出", "out", "支出金额", "借方发生额", "借方金额", "debit"]
            case .balance: ["余额", "balance", "账户余额"]
            case .document: ["凭证号", "document", "单据号", "票据号", "支付令编号", "流水号", "交易流水号"]
            case .counterparty: ["对方户名", "counterparty", "对方名称", "收款人"]
            case .summary: ["摘要", "summary", "用途"]
            }
        }

        var isRequired: Bool { self == .day || self == .moneyIn || self == .moneyOut }
    }

    mutating func read(_ bytes: [UInt8]) {
        guard let last = bytes.last else { return note(0, .empty) }
        guard last == 0x0A || last == 0x0D else {
            return note(1 + bytes.lazy.filter { $0 == 0x0A }.count, .cutOff)
        }
        var piece: [UInt8]? = bytes
        var reader = CSVReader {
            defer { piece = nil }
            return piece
        }
        var places: [Column: Int]?
        var width = 0
        while problems.count < BankFileRefused.most {
            do {
                guard let record = try reader.next() else { break }
                if let places {
                    read(record, places, width)
                } else {
                    width = record.fields.count
                    places = heads(record)
                    if !problems.isEmpty { return }
                }
            } catch let error as CSVError {
                note(error)
                if error.reason == .unclosedQuote || error.reason == .tooLong { return }
            } catch {
                return note(0, .cutOff)
            }
            if lines.count > BankStatementFile.mostLines {
                return note(0, .tooManyLines(most: BankStatementFile.mostLines))
            }
        }
        if lines.isEmpty, problems.isEmpty { note(0, .empty) }
    }

    private mutating func note(_ line: Int, _ reason: BankFileProblem.Reason) {
        problems.append(BankFileProblem(line: line, reason))
    }

    private mutating func note(_ error: CSVError) {
        switch error.reason {
        case .unclosedQuote, .strayQuote: note(error.line, .brokenQuotes)
        case .notUTF8: note(error.line, .notUTF8)
        case .tooLong: note(error.line, .lineTooLong)
        }
    }

    private mutating func heads(_ record: CSVRecord) -> [Column: Int] {
        var places: [Column: Int] = [:]
        for (place, field) in record.fields.enumerated() {
            let name = field.trimmed.lowercased()
            // Units such as 收入（元） are no part of the name.
            let plain = name.prefix { $0 != "(" && $0 != "（" }
            guard let column = Column.allCases.first(where: { $0.names.contains(String(plain).trimmed) }) else {
                continue
            }
            if places.updateValue(place, forKey: column) != nil { note(record.line, .repeatedColumn(field.trimmed)) }
        }
        for column in Column.allCases where column.isRequired && places[column] == nil {
            note(record.line, .missingColumn(LocalizedText(zh: column.names[0], en: column.names[1])))
        }
        return places
    }

    private mutating func read(_ record: CSVRecord, _ places: [Column: Int], _ width: Int) {
        guard record.fields.count == width else {
            return note(record.line, .fieldCount(found: record.fields.count, expected: width))
        }
        func text(_ column: Column) -> String { places[column].map { record.fields[$0].trimmed } ?? "" }
        let texts = (document: text(.document), counterparty: text(.counterparty), summary: text(.summary))
        for (text, most) in [(texts.document, 100), (texts.counterparty, 200), (texts.summary, 500)]
        where text.unicodeScalars.count > most { note(record.line, .textTooLong(most: most)) }
        let day = day(text(.day), record.line)
        let moneyIn = amount(text(.moneyIn), record.line) ?? 0
        let moneyOut = amount(text(.moneyOut), record.line) ?? 0
        let balance = places[.balance] == nil ? nil : amount(text(.balance), record.line)
        guard (moneyIn == 0) != (moneyOut == 0) else {
            // Not also when one of them couldn't be read.
            if problems.last?.line != record.line { note(record.line, .bothOrNeitherAmount) }
            return
        }
        guard let day else { return }
        lines.append(
            BankStatementFile.Line(
                day: day, fen: moneyIn == 0 ? -moneyOut : moneyIn, balanceFen: balance,
                document: texts.document.nonEmpty, counterparty: texts.counterparty.nonEmpty,
                summary: texts.summary.nonEmpty, line: record.line))
    }

    /// `2026-03-01`, `2026/3/1`, `2026.3.1` or `20260301`, with or without a time behind a space.
    private mutating func day(_ text: String, _ line: Int) -> CivilDate? {
        let date = text.prefix { $0 != " " && $0 != "T" }
        var parts = date.split(omittingEmptySubsequences: false) { "-/.".contains($0) }.map(String.init)
        if parts.count == 1, date.count == 8 {
            parts = [String(date.prefix(4)), String(date.dropFirst(4).prefix(2)), String(date.suffix(2))]
        }
        let numbers = parts.compactMap { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64($0) : nil }
        guard numbers.count == 3, parts.count == 3, parts[0].count == 4, numbers[1] < 100, numbers[2] < 100,
            let day = CivilDate(year: numbers[0], month: Int(numbers[1]), day: Int(numbers[2]))
        else {
            note(line, .wrongDay(String(text.prefix(30))))
            return nil
        }
        if day > today { note(line, .futureDay(day.description)) }
        return day
    }

    /// Yuan with at most two decimals, thousands apart or not; nil when empty or unreadable, which is noted.
    private mutating func amount(_ text: String, _ line: Int) -> Int64? {
        if text.isEmpty { return nil }
        let isNegative = text.hasPrefix("-")
        let digits = isNegative ? String(text.dropFirst()) : text
        let isGrouped = digits.wholeMatch(of: /[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?/) != nil
        guard let fen = YuanText.fen(isGrouped ? digits.filter { $0 != "," } : digits) else {
            note(line, .wrongAmount(String(text.prefix(30))))
            return nil
        }
        return isNegative ? -fen : fen
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }

    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}

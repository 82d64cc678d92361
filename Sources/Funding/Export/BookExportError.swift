public import HubModel

/// Why a book can't be exported. Transactions count from 1 in the book's order.
public enum BookExportError: Error, Equatable, Sendable, CustomStringConvertible {
    case repeatedAccount(code: String)
    /// `transaction` is nil for the opening balances, also in the cases below.
    case unknownAccount(code: String, transaction: Int?)
    /// Debits less credits.
    case unbalanced(transaction: Int?, differenceFen: Int128)
    case noLines(transaction: Int)
    /// A key of a dimension or a link appears twice with one entry.
    case repeatedKey(String, transaction: Int?)
    case notAfterOpening(transaction: Int, date: CivilDate)
    /// Beancount knows the years 1700 to 2099.
    case yearNotWritable(CivilDate)

    public var words: LocalizedText {
        switch self {
        case .repeatedAccount(let code):
            LocalizedText(zh: "科目 \(code) 重复", en: "the account \(code) appears twice")
        case .unknownAccount(let code, let number):
            LocalizedText(
                zh: "\(Self.zh(number))用了账簿里没有的科目 \(code)",
                en: "\(Self.en(number)) uses \(code), which the book has not")
        case .unbalanced(let number, let difference):
            LocalizedText(
                zh: "\(Self.zh(number))借贷不平，相差 \(difference) 分",
                en: "\(Self.en(number)) does not balance: debits less credits are \(difference) fen")
        case .noLines(let number): LocalizedText(zh: "\(Self.zh(number))没有分录", en: "\(Self.en(number)) has no entries")
        case .repeatedKey(let key, let number):
            LocalizedText(zh: "\(Self.zh(number))重复了“\(key)”", en: "\(Self.en(number)) names \"\(key)\" twice")
        case .notAfterOpening(let number, let date):
            LocalizedText(
                zh: "\(Self.zh(number))的日期 \(date) 不晚于期初",
                en: "\(Self.en(number)) of \(date) is not after the opening balances")
        case .yearNotWritable(let date):
            LocalizedText(zh: "日期 \(date) 不在 1700 至 2099 年之间", en: "\(date) is not in the years 1700 to 2099")
        }
    }

    public var description: String { "\(words.zh) / \(words.en)" }

    private static func zh(_ transaction: Int?) -> String { transaction.map { "第 \($0) 笔" } ?? "期初余额" }
    private static func en(_ transaction: Int?) -> String {
        transaction.map { "transaction \($0)" } ?? "the opening balance"
    }
}

extension BookExport {
    func check() throws(BookExportError) {
        var codes: Set<String> = []
        for account in accounts where !codes.insert(account.code).inserted {
            throw .repeatedAccount(code: account.code)
        }
        if let opening {
            try Self.checkYear(opening.asOf)
            try Self.checkEntries(opening.balances.map { ($0.account, $0.dimensions, $0.amountFen) }, codes, nil)
        }
        for (offset, transaction) in transactions.enumerated() {
            let number = offset + 1
            guard !transaction.lines.isEmpty else { throw .noLines(transaction: number) }
            try Self.checkYear(transaction.date)
            if let opening, transaction.date <= opening.asOf {
                throw .notAfterOpening(transaction: number, date: transaction.date)
            }
            try Self.checkEntries(
                transaction.lines.map { ($0.account, $0.dimensions, $0.amountFen) }, codes, number)
            try Self.checkKeys(transaction.links, number)
        }
    }

    private static func checkEntries(
        _ entries: [(account: String, dimensions: [Attribute], amountFen: Int64)], _ codes: Set<String>, _ number: Int?
    ) throws(BookExportError) {
        var sum: Int128 = 0
        for entry in entries {
            guard codes.contains(entry.account) else { throw .unknownAccount(code: entry.account, transaction: number) }
            try checkKeys(entry.dimensions, number)
            sum += Int128(entry.amountFen)
        }
        guard sum == 0 else { throw .unbalanced(transaction: number, differenceFen: sum) }
    }

    private static func checkKeys(_ attributes: [Attribute], _ number: Int?) throws(BookExportError) {
        for (one, next) in zip(attributes, attributes.dropFirst()) where one.key == next.key {
            throw .repeatedKey(one.key, transaction: number)
        }
    }

    private static func checkYear(_ date: CivilDate) throws(BookExportError) {
        guard (1700...2099).contains(date.year) else { throw .yearNotWritable(date) }
    }
}

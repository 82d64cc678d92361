import Foundation
import Funding
import HubModel
import TestSupport

/// Books whose entries the seed decides, with texts that plain-text formats stumble over.
struct RandomBook {
    static let texts = [
        "服务费", "心理筛查 elder screening", "他说\"好\"", #"back\slash \n \" end\"#, "两行\n第二行", "回车\r\n换行", "\t制表\t",
        "a;b ; c", "a|b", "a,b", "逗号，分号；", "=1+1", "+cmd", "-2", "@SUM(A1)", " =1", "'单引号'", "＝全角", "(foo) bar",
        "* starred", "! pending", "[2020-01-01]", "date:2020-01-01", "a date:2020-01-01, b", "🙂👨‍👩‍👧", "#tag ^link",
        "{}{{", "%s %d", "", " ", "末尾空格 ", "\u{1}\u{7F}控制", "\u{2028}行分隔", "1002", "2026-03-01 * \"x\"",
        String(repeating: "很长的摘要 very long; \"narration\" ", count: 400),
    ]
    static let keys = ["station", "functional-class", "资金来源", "date", "filename", "a b:c", "month", "type", "date2"]

    var random: SeededRandom

    mutating func book(_ code: String, _ accounts: [BookExport.Account], transactions count: Int) throws -> BookExport {
        let first = CivilDate(year: 2025, month: 1, day: 1)?.daysSinceEpoch ?? 0
        var days: [Int64] = []
        for _ in 2..<count { days.append(first + Int64(random.below(730))) }
        days += [first, first + 729]
        if !random.chance(20) { days.sort() }
        var transactions: [BookExport.Transaction] = []
        for (index, day) in days.enumerated() {
            transactions.append(transaction(CivilDate(daysSinceEpoch: day), number: index + 1, accounts))
        }
        let opening = BookExport.Opening(
            asOf: CivilDate(daysSinceEpoch: first - 1),
            balances: balanced(accounts, 6).map {
                BookExport.Balance(account: $0.account, dimensions: $0.dimensions, amountFen: $0.amountFen)
            })
        return try BookExport(
            code: code, title: LocalizedText(zh: "账簿 \"\(code)\"", en: "book; \(code)"), accounts: accounts,
            opening: opening, transactions: transactions)
    }

    private mutating func transaction(
        _ date: CivilDate, number: Int, _ accounts: [BookExport.Account]
    ) -> BookExport.Transaction {
        let word = random.chance(80) ? "记-\(number)" : text()
        return BookExport.Transaction(
            date: date, number: random.chance(80) ? word : nil, narration: text(),
            lines: balanced(accounts, 2 + random.below(4)),
            links: random.chance(50) ? [.init("voucher", random.uuid().uuidString), .init("order", text())] : [])
    }

    /// Entries that balance, in letters of both colours.
    private mutating func balanced(_ accounts: [BookExport.Account], _ count: Int) -> [BookExport.Line] {
        var lines: [BookExport.Line] = []
        var rest: Int64 = 0
        for position in 1...count {
            let amount = position == count ? -rest : amount()
            rest += amount
            let account = accounts[random.below(accounts.count)]
            let isRed = random.chance(15)
            let side: BookExport.Side = (amount < 0) != isRed ? .credit : .debit
            lines.append(.init(account: account.code, dimensions: dimensions(), side: side, amountFen: amount))
        }
        return lines
    }

    private mutating func amount() -> Int64 {
        let sizes: [Int64] = [1, 99, 10_500, 1_000_000, 999_999_999_99]
        let largest = sizes[random.below(sizes.count)]
        let amount = largest == 1 ? 1 : Int64.random(in: 1...largest, using: &random)
        return random.chance(50) ? amount : -amount
    }

    private mutating func dimensions() -> [BookExport.Attribute] {
        guard random.chance(60) else { return [] }
        var dimensions: [BookExport.Attribute] = []
        for key in Self.keys where random.chance(30) { dimensions.append(.init(key, text())) }
        return dimensions
    }

    private mutating func text() -> String { Self.texts[random.below(Self.texts.count)] }
}

extension RandomBook {
    private static func account(
        _ code: String, _ zh: String, _ element: BookExport.Element, _ side: BookExport.Side
    ) -> BookExport.Account {
        BookExport.Account(
            code: code, title: LocalizedText(zh: zh, en: "\(zh), \(element)"), element: element, normalSide: side)
    }

    static let financial = [
        account("1002", "银行存款", .asset, .debit), account("1201.01", "财政应返还额度; [直接]", .asset, .debit),
        account("1201-01", "财政应返还额度\n\"授权\"", .asset, .debit), account("2302", "应付账款", .liability, .credit),
        account("22B1u-u3", "=其他应付款", .liability, .credit), account("3001", "累计盈余", .netAssets, .credit),
        account("4001", "财政拨款收入", .revenue, .credit), account("5001", "业务活动费用", .expense, .debit),
    ]
    static let budgetary = [
        account("6001", "财政拨款预算收入", .budgetRevenue, .credit), account("7101", "行政支出", .budgetOutlay, .debit),
        account("8001·零余额 🙂", "资金结存", .budgetBalance, .debit), account("8101", "财政拨款结转", .budgetBalance, .credit),
    ]

    /// The largest amounts that there are.
    static func extremes() throws -> BookExport {
        let day = CivilDate(daysSinceEpoch: 20_500)
        func transaction(_ amounts: [Int64]) -> BookExport.Transaction {
            BookExport.Transaction(
                date: day, number: nil, narration: "极限",
                lines: zip(amounts, 0...).map { amount, index in
                    .init(account: financial[index].code, side: .credit, amountFen: amount)
                })
        }
        return try BookExport(
            code: "extremes", title: LocalizedText(zh: "极限", en: "extremes"), accounts: financial,
            transactions: [
                transaction([.max, .min, 1]), transaction([.min, .max, 1]), transaction([.max, -.max]),
                transaction([1, -1]), transaction([0]),
            ])
    }
}

import Foundation
import Testing
import Workbooks

/// Writes a workbook with every type of cell and texts that other writers stumble over, and beside it what it should say,
/// into the folder that `XINLIAN_BOOKS_FOLDER` names. `Tests/BookOracles` reads both.
@Suite struct HostileWorkbook {
    static let folder = ProcessInfo.processInfo.environment["XINLIAN_BOOKS_FOLDER"]

    static let texts = [
        "=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://example.org\")", "http://example.org/a", "mailto:a@b.c",
        "internal:Sheet1!A1", "001002", "1e5", "TRUE", "#REF!", "2026-03-01", "'quoted", "\"双引号\"", "a,b;c|d\\e",
        "第一行\n第二行", "\t制表", " leading and trailing ", "<&>]]>", "_x0041_", "🙂👨‍👩‍👧", "é", "",
        String(repeating: "长", count: 32_767),
    ]
    static let fen: [Int64] = [
        0, 1, -1, 5, 105, -29, 123_456_789, 70_000_000_000_001, 999_999_999_999_999, -999_999_999_999_999,
    ]

    struct Expectation: Encodable {
        var sheets: [String]
        var texts: [String]
        var fen: [Int64]
        var dates: [String]
    }

    @Test(.enabled(if: HostileWorkbook.folder != nil)) func write() throws {
        let folder = URL(filePath: try #require(Self.folder))
        let dates = [(1900, 1, 1), (1900, 2, 28), (1900, 3, 1), (2000, 2, 29), (2026, 3, 1), (9999, 12, 31)]
        let names = ["文本 A/B", "金额", "金额", "'日'期'"]
        let longest = String(repeating: "年", count: 31)
        let workbook = Workbook(
            title: "说明 \"hostile\"", created: Date(timeIntervalSince1970: 1_780_000_000),
            sheets: [
                Worksheet(
                    names[0], columns: [Column("=文本"), Column("+2")], rows: Self.texts.map { ["x", .text($0)] }),
                Worksheet(
                    names[1], headings: ["标题", "=1+1"],
                    columns: [Column("项目"), Column("金额", total: .money), Column("数", width: 20, total: .count)],
                    rows: Self.fen.map { ["fen", .money(fen: $0), .count($0)] }, totalsTitle: "合计"),
                Worksheet(
                    names[2], columns: [Column("金额", total: .money), Column("执行率")],
                    rows: [[.money(fen: Int64.max), .percent(10_500, of: 1_000_000)], [.money(fen: 1)], [.blank]],
                    totalsTitle: "=1+1"),
                Worksheet(
                    names[3], columns: [Column("日期")],
                    rows: dates.map { [.date(year: $0.0, month: $0.1, day: $0.2)] }
                        + [[.date(year: 1899, month: 12, day: 31)]]),
                Worksheet(longest, columns: [Column("空")], rows: [], totalsTitle: "合计"),
            ])
        try Data(try workbook.bytes()).write(to: folder.appending(path: "hostile.xlsx"))
        let expectation = Expectation(
            sheets: ["文本 A_B", "金额", "金额 (2)", "’日'期’", longest], texts: Self.texts, fen: Self.fen,
            dates: dates.map { date in String(format: "%04d-%02d-%02d", date.0, date.1, date.2) })
        try JSONEncoder().encode(expectation).write(to: folder.appending(path: "hostile.json"))
    }
}

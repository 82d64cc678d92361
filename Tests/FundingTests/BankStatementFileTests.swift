import HubModel
import Testing

@testable import Funding

/// What a statement's file may look like, and with which words a broken one is refused as a whole.
@Suite struct BankStatementFileTests {
    static let today = CivilDate(daysSinceEpoch: 20_600)  // 2026-05-27

    private func read(
        _ text: String, opening: Int64? = nil, closing: Int64? = nil
    ) throws(BankFileRefused) -> BankStatementFile {
        try BankStatementFile(bytes: Array(text.utf8), today: Self.today, opening: opening, closing: closing)
    }

    private func problems(_ text: String, opening: Int64? = nil, closing: Int64? = nil) -> [BankFileProblem] {
        do {
            _ = try read(text, opening: opening, closing: closing)
            return []
        } catch {
            return error.problems
        }
    }

    @Test func columnsStandInAnyOrderAndLanguage() throws {
        let chinese = try read(
            "\u{FEFF}摘要,交易日期,支出（元）,收入（元）,余额,对方户名,凭证号,附言\r\n服务费,2026/3/2 10:00:00,\"1,234.50\",,765.50,某机构,zf-1,x\r\n来款,20260303,0.00,0.05,765.55,,,\r\n"
        )
        let english = try read(
            "date,in,out,balance,document,counterparty,summary\n2026-03-02,,1234.50,765.50,zf-1,某机构,服务费\n2026-03-03,.05,,765.55,,,来款\n"
                .replacing(",.05", with: ",0.05"))
        #expect(chinese.lines.map(\.fen) == [-123_450, 5])
        #expect(chinese.lines.map(\.day.description) == ["2026-03-02", "2026-03-03"])
        #expect(chinese.lines[0].document == "zf-1" && chinese.lines[1].document == nil)
        #expect(chinese.openingFen == 200_000 && chinese.closingFen == 76_555)
        #expect(chinese == english)
    }

    @Test func theNewestMayComeFirst() throws {
        let file = try read("日期,收入,支出,余额\n2026-03-02,,3.00,7.00\n2026-03-02,10.00,,10.00\n")
        #expect(file.lines.map(\.fen) == [1000, -300])
        #expect(file.openingFen == 0 && file.closingFen == 700)
    }

    struct Broken: Sendable, CustomTestStringConvertible {
        var text: String
        var expected: [BankFileProblem]
        var opening: Int64?
        var closing: Int64?

        init(
            _ text: String, _ line: Int, _ reason: BankFileProblem.Reason, opening: Int64? = nil, closing: Int64? = nil
        ) {
            self.text = text
            expected = [BankFileProblem(line: line, reason)]
            self.opening = opening
            self.closing = closing
        }

        var testDescription: String { text }
    }

    static let head = "日期,收入,支出,余额\n"
    static let broken = [
        Broken("", 0, .empty), Broken(head, 0, .empty),
        Broken(head + "2026-03-02,1.00,,1.00\n2026-03-03,2.0", 3, .cutOff),
        Broken(head + "2026-03-02,1.00,,1.00\n2026-03-03,2.00\n", 3, .fieldCount(found: 2, expected: 4)),
        Broken(head + "2026-03-02,\"1.00,,1.00\n", 2, .brokenQuotes),
        Broken(head + "2026-02-30,1.00,,1.00\n", 2, .wrongDay("2026-02-30")),
        Broken(head + "2027-02-03,1.00,,1.00\n", 2, .futureDay("2027-02-03")),
        Broken(head + "2026-03-02,1.005,,1.00\n", 2, .wrongAmount("1.005")),
        Broken(head + "2026-03-02,\"1,23\",,1.00\n", 2, .wrongAmount("1,23")),
        Broken(head + "2026-03-02,99999999999999999999,,1.00\n", 2, .wrongAmount("99999999999999999999")),
        Broken(head + "2026-03-02,1.00,1.00,1.00\n", 2, .bothOrNeitherAmount),
        Broken(head + "2026-03-02,,,1.00\n", 2, .bothOrNeitherAmount),
        Broken("日期,收入\n2026-03-02,1.00\n", 1, .missingColumn(LocalizedText(zh: "支出", en: "out"))),
        Broken("日期,收入,in,支出\n2026-03-02,1.00,,\n", 1, .repeatedColumn("in")),
        Broken(
            head + "2026-03-02,1.00,,1.00\n2026-03-03,2.00,,4.00\n", 3, .wrongBalance(expectedFen: 300, foundFen: 400)),
        Broken(
            "日期,收入,支出\n2026-03-02,1.00,\n", 0, .doesNotAddUp(openingFen: 100, linesFen: 100, closingFen: 300),
            opening: 100, closing: 300),
        Broken(
            head + "2026-03-02,1.00,,1.00\n", 0, .doesNotAddUp(openingFen: 500, linesFen: 100, closingFen: 100),
            opening: 500),
    ]

    @Test(arguments: broken) func aBrokenFileIsRefusedWithItsLine(_ file: Broken) {
        #expect(problems(file.text, opening: file.opening, closing: file.closing) == file.expected)
    }

    @Test func everythingThatIsWrongIsTold() {
        let found = problems(Self.head + "2026-03-02,x,,1.00\n2026-03-99,1.00,,1.00\n2026-03-04,1.00,,1.00\n")
        #expect(found.map(\.line) == [2, 3])
        #expect(found.allSatisfy { $0.words.zh.contains("第") && $0.words.en.contains("line") })
        let others = [UInt8](repeating: 0xB9, count: 4) + [0x0A]
        #expect(throws: BankFileRefused(problems: [BankFileProblem(line: 2, .notUTF8)])) {
            try BankStatementFile(bytes: Array(Self.head.utf8) + others, today: Self.today)
        }
    }

    @Test func anyCutOfAFileIsRefusedOrWholeLines() throws {
        let whole = Array((Self.head + "2026-03-02,1.00,,1.00\n2026-03-03,,0.25,0.75\n").utf8)
        for count in 0..<whole.count {
            let file = try? BankStatementFile(bytes: Array(whole.prefix(count)), today: Self.today, closing: 75)
            #expect(file == nil, "\(count) bytes")
        }
        #expect(try BankStatementFile(bytes: whole, today: Self.today, closing: 75).lines.count == 2)
    }

    @Test func aMovementHasOneIdInStatementsThatOverlap() throws {
        let days = ["2026-03-02,1.00,\n", "2026-03-02,1.00,\n", "2026-03-03,,2.00\n", "2026-03-04,3.00,\n"]
        let one = try read("日期,收入,支出\n" + days.prefix(3).joined()).lineIDs(of: "1002")
        let other = try read("日期,收入,支出\n" + days.joined()).lineIDs(of: "1002")
        #expect(Set(other).count == 4)
        #expect(Array(other.prefix(3)) == one)
        #expect(try Set(read("日期,收入,支出\n" + days.joined()).lineIDs(of: "1011")).isDisjoint(with: other))
    }
}

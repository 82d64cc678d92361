import Foundation
import Testing

@testable import Workbooks

@Suite struct WorkbookTests {
    private static let noon = Date(timeIntervalSince1970: 1_780_000_000)

    private func book(_ sheets: Worksheet...) -> Workbook {
        Workbook(title: "测试 test", created: Self.noon, sheets: sheets)
    }

    @Test func theSameWorkbookHasTheSameBytes() throws {
        let sheet = Worksheet(
            "三月", columns: [Column("科目"), Column("金额", total: .money)], rows: [["1002", .money(fen: 105)]],
            totalsTitle: "合计")
        let bytes = try book(sheet).bytes()
        #expect(bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]))
        #expect(try book(sheet).bytes() == bytes)
        var other = sheet
        other.rows[0][1] = .money(fen: 106)
        #expect(try book(other).bytes() != bytes)
    }

    @Test func nothingStaysInTheTemporaryFolder() throws {
        let parent = FileManager.default.temporaryDirectory.appending(path: "workbook-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: parent) }
        #expect(try !book(Worksheet("a", columns: [Column("b")], rows: [])).bytes(in: parent).isEmpty)
        let mixed = Worksheet("a", columns: [Column("b", total: .money)], rows: [[.count(1)]], totalsTitle: "c")
        #expect(throws: WorkbookError.mixedTotal(sheet: "a", column: "b")) { try book(mixed).bytes(in: parent) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: parent.path) == [])
        #expect(throws: WorkbookError.temporaryFolder(code: ENOENT)) {
            try book(mixed).bytes(in: parent.appending(path: "absent"))
        }
    }

    @Test func onlyItsUserEntersTheFolder() throws {
        let folder = try PrivateFolder(in: FileManager.default.temporaryDirectory)
        defer { folder.remove() }
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path)[.posixPermissions] as? Int
        #expect(mode == 0o700)
    }

    @Test func severalAtOnceDoNotMixUp() async throws {
        let alone = try (0..<8).map { number in try numbered(number).bytes() }
        let together = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            for number in 0..<8 { group.addTask { (number, try numbered(number).bytes()) } }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect((0..<8).allSatisfy { together[$0] == alone[$0] })
    }

    private func numbered(_ number: Int) -> Workbook {
        book(Worksheet("\(number)", columns: [Column("a")], rows: (0..<200).map { [.count($0 * number)] }))
    }

    static let refusals: [(Worksheet?, WorkbookError)] = [
        (nil, .noSheet),
        (Worksheet("a", columns: [], rows: []), .columnCount(sheet: "a", columns: 0)),
        (
            Worksheet("a", headings: ["h"], columns: [Column("b")], rows: [["1"], ["1", "2"]]),
            .surplusCells(sheet: "a", row: 4, cells: 2, columns: 1)
        ),
        (
            Worksheet("a", columns: [Column("b")], rows: [[.date(year: 2026, month: 2, day: 29)]]),
            .impossibleDate(sheet: "a", row: 2, column: "b")
        ),
        (
            Worksheet("a", columns: [Column("b", total: .money)], rows: [[.count(3)]], totalsTitle: "t"),
            .mixedTotal(sheet: "a", column: "b")
        ),
        (
            Worksheet("a", columns: [Column("b")], rows: Array(repeating: [], count: 1_048_576)),
            .tooManyRows(sheet: "a", rows: 1_048_577)
        ),
    ]

    @Test(arguments: refusals) func whatNoSpreadsheetHoldsIsRefused(sheet: Worksheet?, error: WorkbookError) {
        let workbook = Workbook(title: "", created: Self.noon, sheets: sheet.map { [$0] } ?? [])
        #expect(throws: error) { try workbook.bytes() }
        #expect(error.description == "\(error.zh) / \(error.en)")
    }

    @Test func amountsAreExact() {
        #expect(YuanText.exact(fen: 0) == "0.00")
        #expect(YuanText.exact(fen: 1) == "0.01")
        #expect(YuanText.exact(fen: -5) == "-0.05")
        #expect(YuanText.exact(fen: -100) == "-1.00")
        #expect(YuanText.exact(fen: Int64.max) == "92233720368547758.07")
        #expect(YuanText.exact(fen: Int64.min) == "-92233720368547758.08")
        #expect(YuanText.exact(fen: -Int128(Int64.min)) == "92233720368547758.08")
    }

    @Test func numbersWithMoreDigitsThanSpreadsheetsKeepAreTexts() {
        #expect(Cell.money(fen: 999_999_999_999_999).written == .money(fen: 999_999_999_999_999))
        #expect(Cell.money(fen: 1_000_000_000_000_000).written == .text("10000000000000.00"))
        #expect(Cell.money(fen: Int64.min).written == .text("-92233720368547758.08"))
        #expect(Cell.count(Int64.max).written == .text("9223372036854775807"))
        #expect(Cell.date(year: 999, month: 3, day: 1).written == .text("0999-03-01"))
        #expect(Cell.percent(1, of: 0) == .blank)
    }

    @Test func totalsAreFormulasOnlyWhereTheyAreRight() throws {
        func total(_ cells: [Cell]) throws -> (cell: Cell, isFormula: Bool) {
            try Worksheet("a", columns: [Column("b", total: .money)], rows: cells.map { [$0] }).total(of: 0, .money)
        }
        #expect(try total([.money(fen: 1), .blank, .money(fen: -3)]) == (.money(fen: -2), true))
        #expect(try total([]) == (.money(fen: 0), false))
        let huge = try total([.money(fen: Int64.max), .money(fen: Int64.max)])
        #expect(huge.cell.written == .text("184467440737095516.14"))
        #expect(!huge.isFormula)
        #expect(try !total([.money(fen: Int64.max), .money(fen: -Int64.max)]).isFormula)
    }

    @Test func namesOfSheetsAreAcceptable() {
        #expect(
            SheetNames.acceptable(["a/b:c*?[d]\\", "", "'x'", "History"])
                == ["a_b_c___d__", "Sheet", "’x’", "History (2)"])
        #expect(SheetNames.acceptable(["Ab", "aB", "AB"]) == ["Ab", "aB (2)", "AB (3)"])
        let long = String(repeating: "财", count: 40)
        let names = SheetNames.acceptable([long, long])
        #expect(names == [String(repeating: "财", count: 31), String(repeating: "财", count: 27) + " (2)"])
        #expect(SheetNames.acceptable([String(repeating: "🙂", count: 20)]) == [String(repeating: "🙂", count: 15)])
        #expect(
            SheetNames.acceptable([String(repeating: "a", count: 30) + "'bc"]) == [
                String(repeating: "a", count: 30) + "’"
            ])
    }

    @Test func textsFitIntoCells() {
        #expect(CellText.fitting("a\r\nb\rc\u{0}\u{1F}\t") == "a\nb\nc\u{FFFD}\u{FFFD}\t")
        #expect(CellText.fitting("_x0041_ _x5_ _x000d_") == "_x005F_x0041_ _x5_ _x005F_x000d_")
        let cut = CellText.fitting(String(repeating: "🙂", count: 20_000))
        #expect(cut.utf16.count <= 32_767)
        #expect(cut.hasSuffix("🙂…"))
        #expect(CellText.fitting(String(repeating: "a", count: 32_767)).count == 32_767)
    }

    @Test func lettersOfColumns() {
        #expect([0, 25, 26, 701, 702, 16_383].map(SheetWriter.letters) == ["A", "Z", "AA", "ZZ", "AAA", "XFD"])
    }
}

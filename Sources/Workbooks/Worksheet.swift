/// A table on a sheet of its own: headings, one row of column titles that stays in view and is repeated on each printed
/// page, rows with a filter, and a totals row.
public struct Worksheet: Equatable, Sendable {
    /// What the tab shall say; ``SheetNames`` tells what becomes of it.
    public var name: String
    /// Lines above the table, the first as its title.
    public var headings: [String]
    public var columns: [Column]
    /// A row may be shorter than the columns, and no longer.
    public var rows: [[Cell]]
    /// The totals row's title, in the first column without a total; nil for no totals row.
    public var totalsTitle: String?
    /// Places in `rows` of those that others contain already, such as details below their sum: totals leave them out, and
    /// are numbers instead of formulas.
    public var detailRows: Set<Int>

    public init(
        _ name: String, headings: [String] = [], columns: [Column], rows: [[Cell]], totalsTitle: String? = nil,
        detailRows: Set<Int> = []
    ) {
        self.name = name
        self.headings = headings
        self.columns = columns
        self.rows = rows
        self.totalsTitle = totalsTitle
        self.detailRows = detailRows
    }
}

extension Worksheet {
    static let mostRows = 1_048_576
    static let mostColumns = 16_384

    /// The row of the column titles, from 0.
    var titleRow: Int { headings.count }
    var firstRow: Int { titleRow + 1 }
    /// The row after the last.
    var endRow: Int { firstRow + rows.count }

    func check() throws(WorkbookError) {
        guard !columns.isEmpty, columns.count <= Self.mostColumns else {
            throw .columnCount(sheet: name, columns: columns.count)
        }
        let count = endRow + (totalsTitle == nil ? 0 : 1)
        guard count <= Self.mostRows else { throw .tooManyRows(sheet: name, rows: count) }
        for (offset, row) in rows.enumerated() {
            guard row.count <= columns.count else {
                throw .surplusCells(sheet: name, row: firstRow + offset + 1, cells: row.count, columns: columns.count)
            }
            for (column, cell) in row.enumerated() {
                if case .date(let year, let month, let day) = cell.content,
                    !Self.isDay(year: year, month: month, day: day)
                {
                    throw .impossibleDate(
                        sheet: name, row: firstRow + offset + 1, column: columns[column].title)
                }
            }
        }
    }

    private static func isDay(year: Int, month: Int, day: Int) -> Bool {
        guard (1...9999).contains(year), (1...12).contains(month) else { return false }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return (1...[31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]).contains(day)
    }

    /// The exact total of a column, and whether a formula over its cells can give it.
    func total(of column: Int, _ kind: Column.Total) throws(WorkbookError) -> (cell: Cell, isFormula: Bool) {
        var sum: Int128 = 0
        var isFormula = detailRows.isEmpty
        for (place, row) in rows.enumerated() where column < row.count && !detailRows.contains(place) {
            switch (row[column].content, kind) {
            case (.money(let fen), .money): sum += fen
            case (.count(let number), .count): sum += number
            case (.blank, _), (.text, _): continue
            default: throw .mixedTotal(sheet: name, column: columns[column].title)
            }
            if case .text = row[column].written { isFormula = false }
        }
        let cell = kind == .money ? Cell.money(fen: sum) : Cell.count(sum)
        if case .text = cell.written { isFormula = false }
        return (cell, isFormula && !rows.isEmpty)
    }

    func width(of column: Int) -> Double {
        if let width = columns[column].width { return min(255, max(0, width)) }
        // The filter's arrow stands beside the title.
        let title = CellText.displayWidth(of: columns[column].title) + 3
        let widest = rows.lazy.map { column < $0.count ? $0[column].displayWidth : 0 }.max() ?? 0
        return Double(min(60, max(8, title, widest + 2)))
    }
}

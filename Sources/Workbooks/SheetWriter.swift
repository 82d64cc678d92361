import CXlsxWriter

/// Writes one sheet through the library.
struct SheetWriter {
    let sheet: Worksheet
    let target: UnsafeMutablePointer<lxw_worksheet>
    let formats: CellFormats

    func write() throws(WorkbookError) {
        try layOut()
        for (row, heading) in sheet.headings.enumerated() {
            try put(.text(heading), row, 0, row == 0 ? formats.heading : formats.subheading)
        }
        for (column, title) in sheet.columns.map(\.title).enumerated() {
            try put(.text(title), sheet.titleRow, column, formats.title)
        }
        for (offset, row) in sheet.rows.enumerated() {
            for (column, cell) in row.enumerated() {
                try put(cell.written, sheet.firstRow + offset, column, format(of: cell.written))
            }
        }
        if let title = sheet.totalsTitle { try writeTotals(title) }
    }

    private func layOut() throws(WorkbookError) {
        let titles = UInt32(sheet.titleRow)
        let lastColumn = UInt16(sheet.columns.count - 1)
        worksheet_set_landscape(target)
        worksheet_set_paper(target, 9)  // A4
        worksheet_fit_to_pages(target, 1, 0)
        worksheet_freeze_panes(target, titles + 1, 0)
        try WorkbookFile.check(worksheet_set_footer(target, "&C&P / &N"))
        try WorkbookFile.check(worksheet_repeat_rows(target, 0, titles))
        try WorkbookFile.check(
            worksheet_autofilter(target, titles, 0, UInt32(max(sheet.endRow - 1, sheet.titleRow)), lastColumn))
        for column in sheet.columns.indices {
            let index = UInt16(column)
            try WorkbookFile.check(worksheet_set_column(target, index, index, sheet.width(of: column), nil))
        }
        // Codes are texts on purpose.
        try WorkbookFile.check(
            worksheet_ignore_errors(target, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), "A1:XFD1048576"))
    }

    private func format(of content: Cell.Content) -> CellFormats.Format? {
        switch content {
        case .blank, .text: formats.text
        case .count: formats.count
        case .money: formats.money
        case .percent: formats.percent
        case .date: formats.date
        }
    }

    private func put(
        _ content: Cell.Content, _ row: Int, _ column: Int, _ format: CellFormats.Format?
    ) throws(WorkbookError) {
        let (row, column) = (UInt32(row), UInt16(column))
        let result =
            switch content {
            case .blank: worksheet_write_blank(target, row, column, format)
            case .text(let text): worksheet_write_string(target, row, column, CellText.fitting(text), format)
            case .count(let number): worksheet_write_number(target, row, column, Double(number), format)
            case .money(let fen): worksheet_write_number(target, row, column, Double(fen) / 100, format)
            case .percent(let share): worksheet_write_number(target, row, column, share, format)
            case .date(let year, let month, let day):
                Self.writeDay(
                    lxw_datetime(year: Int32(year), month: Int32(month), day: Int32(day), hour: 0, min: 0, sec: 0),
                    target, row, column, format)
            }
        try WorkbookFile.check(result)
    }

    private static func writeDay(
        _ day: lxw_datetime, _ target: UnsafeMutablePointer<lxw_worksheet>, _ row: UInt32, _ column: UInt16,
        _ format: CellFormats.Format?
    ) -> lxw_error {
        var day = day
        return worksheet_write_datetime(target, row, column, &day, format)
    }

    private func writeTotals(_ title: String) throws(WorkbookError) {
        let titleColumn = sheet.columns.firstIndex { $0.total == nil }
        for (column, kind) in sheet.columns.map(\.total).enumerated() {
            guard let kind else {
                try put(.text(column == titleColumn ? title : ""), sheet.endRow, column, formats.totalText)
                continue
            }
            let total = try sheet.total(of: column, kind)
            let format = kind == .money ? formats.totalMoney : formats.totalCount
            guard total.isFormula else {
                try put(total.cell.written, sheet.endRow, column, format)
                continue
            }
            try putFormula(of: total.cell, kind, column, format)
        }
    }

    /// The sum of amounts is rounded to fen, as spreadsheets add in binary fractions. The exact total stands beside the
    /// formula for programs that don't calculate.
    private func putFormula(
        of total: Cell, _ kind: Column.Total, _ column: Int, _ format: CellFormats.Format?
    ) throws(WorkbookError) {
        let letters = Self.letters(of: column)
        let sum = "SUM(\(letters)\(sheet.firstRow + 1):\(letters)\(sheet.endRow))"
        let (formula, value): (String, Double) =
            switch total.content {
            case .money(let fen): ("=ROUND(\(sum),2)", Double(fen) / 100)
            case .count(let number): ("=\(sum)", Double(number))
            default: ("=\(sum)", 0)
            }
        try WorkbookFile.check(
            worksheet_write_formula_num(target, UInt32(sheet.endRow), UInt16(column), formula, format, value))
    }

    /// The column's letters: 0 is A, 26 is AA.
    static func letters(of column: Int) -> String {
        let last = String(UnicodeScalar(UInt8(65 + column % 26)))
        return column < 26 ? last : letters(of: column / 26 - 1) + last
    }
}

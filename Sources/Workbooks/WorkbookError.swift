/// Why a workbook can't be written.
public enum WorkbookError: Error, Equatable, Sendable, CustomStringConvertible {
    case noSheet
    /// A sheet has 1 to 16,384 columns.
    case columnCount(sheet: String, columns: Int)
    /// A sheet has at most 1,048,576 rows, with headings and totals.
    case tooManyRows(sheet: String, rows: Int)
    /// A row has more cells than there are columns; rows count from 1 as in the spreadsheet.
    case surplusCells(sheet: String, row: Int, cells: Int, columns: Int)
    case impossibleDate(sheet: String, row: Int, column: String)
    /// A total of money over something else, or of counts.
    case mixedTotal(sheet: String, column: String)
    /// The private temporary folder could not be made or read; `code` is the system's error number.
    case temporaryFolder(code: Int32)
    /// The writing library failed.
    case notWritten(reason: String)

    public var zh: String {
        switch self {
        case .noSheet: "工作簿没有工作表"
        case .columnCount(let sheet, let columns): "工作表“\(sheet)”有 \(columns) 列，应为 1 至 \(Worksheet.mostColumns) 列"
        case .tooManyRows(let sheet, let rows): "工作表“\(sheet)”有 \(rows) 行，最多 \(Worksheet.mostRows) 行"
        case .surplusCells(let sheet, let row, let cells, let columns):
            "工作表“\(sheet)”第 \(row) 行有 \(cells) 格，而只有 \(columns) 列"
        case .impossibleDate(let sheet, let row, let column): "工作表“\(sheet)”第 \(row) 行“\(column)”列不是有效日期"
        case .mixedTotal(let sheet, let column): "工作表“\(sheet)”的“\(column)”列含有不同种类的数值，无法合计"
        case .temporaryFolder(let code): "无法使用临时文件夹（系统错误 \(code)）"
        case .notWritten(let reason): "无法写出工作簿：\(reason)"
        }
    }

    public var en: String {
        switch self {
        case .noSheet: "the workbook has no sheet"
        case .columnCount(let sheet, let columns):
            "the sheet \"\(sheet)\" has \(columns) columns; it needs 1 to \(Worksheet.mostColumns)"
        case .tooManyRows(let sheet, let rows):
            "the sheet \"\(sheet)\" has \(rows) rows; at most \(Worksheet.mostRows) are possible"
        case .surplusCells(let sheet, let row, let cells, let columns):
            "row \(row) of the sheet \"\(sheet)\" has \(cells) cells for \(columns) columns"
        case .impossibleDate(let sheet, let row, let column):
            "row \(row), column \"\(column)\" of the sheet \"\(sheet)\" is no day"
        case .mixedTotal(let sheet, let column):
            "the column \"\(column)\" of the sheet \"\(sheet)\" has values of different kinds and no total"
        case .temporaryFolder(let code): "the temporary folder can't be used (system error \(code))"
        case .notWritten(let reason): "the workbook can't be written: \(reason)"
        }
    }

    public var description: String { "\(zh) / \(en)" }
}

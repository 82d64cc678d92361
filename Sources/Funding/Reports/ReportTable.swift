public import HubModel
public import Indicators
public import Workbooks

/// A report as a table, from which pages, CSV and Excel are made alike.
public struct ReportTable: Equatable, Sendable {
    public enum Value: Equatable, Sendable {
        case text(String)
        case count(PublishedCount)
        case money(fen: Int64)
        /// A share; nil when the whole is nothing.
        case percent(part: Int64, whole: Int64)
        case day(CivilDate)
        /// Hidden, or not there.
        case empty

        public static func count(_ number: Int64) -> Value { .count(.exact(number)) }
    }

    public struct Column: Equatable, Sendable {
        public var title: String
        /// Stands on the right.
        public var isNumber: Bool

        public init(_ title: String, isNumber: Bool = false) {
            self.title = title
            self.isNumber = isNumber
        }
    }

    public var title: String
    /// Period, unit, and what else must be known to read it.
    public var notes: [String]
    public var columns: [Column]
    public var rows: [[Value]]
    /// The last row, of the same columns; nil for none.
    public var total: [Value]?

    public init(title: String, notes: [String], columns: [Column], rows: [[Value]], total: [Value]? = nil) {
        self.title = title
        self.notes = notes
        self.columns = columns
        self.rows = rows
        self.total = total
    }

    /// UTF-8 with a byte order mark; texts are made safe for spreadsheets as in ``LedgerCSVWriter``.
    public func csvBytes() -> [UInt8] {
        CSVText.bytes([columns.map { .text($0.title) }] + (rows + [total].compactMap(\.self)).map { $0.map(\.field) })
    }

    /// - Parameter name: of the tab.
    public func worksheet(named name: String? = nil) -> Worksheet {
        Worksheet(
            name ?? title, headings: [title] + notes, columns: columns.map { Workbooks.Column($0.title) },
            rows: (rows + [total].compactMap(\.self)).map { $0.map(\.cell) })
    }
}

extension ReportTable.Value {
    fileprivate var field: CSVText.Field {
        switch self {
        case .text(let text): .text(text)
        case .count(.exact(let number)): .number(Int(number))
        case .count(let hidden): .text(hidden.hiddenText)
        case .money(let fen): .money(fen: Int128(fen))
        case .percent(_, 0): .empty
        case .percent(let part, let whole): .text(Self.percentText(part, of: whole))
        case .day(let day): .text(day.description)
        case .empty: .empty
        }
    }

    fileprivate var cell: Cell {
        switch self {
        case .text(let text): .text(text)
        case .count(.exact(let number)): .count(number)
        case .count(let hidden): .text(hidden.hiddenText)
        case .money(let fen): .money(fen: fen)
        case .percent(let part, let whole): .percent(part, of: whole)
        case .day(let day): .date(year: Int(day.year), month: day.month, day: day.day)
        case .empty: .blank
        }
    }

    /// `93.45%`, rounded to hundredths in whole numbers.
    public static func percentText(_ part: Int64, of whole: Int64) -> String {
        let hundredths = (Int128(part) * 10_000 * 2 + Int128(whole)) / (Int128(whole) * 2)
        return YuanText.exact(fen: hundredths) + "%"
    }
}

extension PublishedCount {
    /// `<5` or `*`; empty when it isn't hidden.
    fileprivate var hiddenText: String {
        switch self {
        case .exact: ""
        case .below(let limit): "<\(limit)"
        case .withheld: "*"
        }
    }
}

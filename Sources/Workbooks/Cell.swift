/// A cell of a ``Worksheet``, with the type that a spreadsheet gives it.
public struct Cell: Equatable, Sendable {
    enum Content: Equatable, Sendable {
        case blank
        case text(String)
        case count(Int128)
        case money(fen: Int128)
        case percent(Double)
        case date(year: Int, month: Int, day: Int)
    }

    let content: Content

    /// An empty cell.
    public static let blank = Cell(content: .blank)

    /// A text, which stays one whatever it begins with: it never becomes a formula, a number or a link.
    ///
    /// Spreadsheets hold at most 32,767 UTF-16 units in a cell; a longer text is cut and ends with `…`. Line ends
    /// become line feeds, and characters that XML can't hold become U+FFFD.
    public static func text(_ text: String) -> Cell { Cell(content: .text(text)) }

    /// A whole number; a text beyond ±10¹⁵, from where spreadsheets lose digits.
    public static func count(_ number: some BinaryInteger) -> Cell { Cell(content: .count(Int128(clamping: number))) }

    /// An amount of fen, shown as yuan with two decimals.
    ///
    /// Spreadsheets calculate in binary floating point and keep 15 significant digits. Every amount below 10¹⁵ fen
    /// (10¹³ yuan) has at most 15, so that the number read back and rounded to two decimals is the amount. From there
    /// on the exact amount is written as a text, and the total of its column is the exact sum in place of a formula,
    /// which would leave texts out.
    public static func money(fen: some BinaryInteger) -> Cell { Cell(content: .money(fen: Int128(clamping: fen))) }

    /// A share, shown with two decimals; blank when the whole is nothing.
    public static func percent(_ part: some BinaryInteger, of whole: some BinaryInteger) -> Cell {
        whole == 0 ? .blank : Cell(content: .percent(Double(part) / Double(whole)))
    }

    /// A day of the Gregorian calendar, shown as `YYYY-MM-DD`; a text before the year 1900, where spreadsheets' days
    /// begin.
    public static func date(year: Int, month: Int, day: Int) -> Cell {
        Cell(content: .date(year: year, month: month, day: day))
    }
}

extension Cell: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self = .text(value) }
}

extension Cell {
    /// Numbers from here on have more than the 15 significant digits that spreadsheets keep.
    static let digitsLimit: Int128 = 1_000_000_000_000_000

    /// The cell as it is written: a number that a spreadsheet could not hold becomes its text.
    var written: Content {
        switch content {
        case .count(let number) where number.magnitude >= Self.digitsLimit: .text(String(number))
        case .money(let fen) where fen.magnitude >= Self.digitsLimit: .text(YuanText.exact(fen: fen))
        case .date(let year, let month, let day) where (1..<1900).contains(year):
            .text(
                [YuanText.padded(year, to: 4), YuanText.padded(month, to: 2), YuanText.padded(day, to: 2)].joined(
                    separator: "-"))
        default: content
        }
    }

    /// About how many digits' widths the cell takes on the screen.
    var displayWidth: Int {
        switch written {
        case .blank: 0
        case .text(let text): CellText.displayWidth(of: text)
        case .count(let number): String(number).count * 4 / 3
        case .money(let fen): YuanText.exact(fen: fen).count * 4 / 3
        case .percent: 8
        case .date: 11
        }
    }
}

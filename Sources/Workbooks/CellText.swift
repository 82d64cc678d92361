/// Texts as workbooks can hold them.
enum CellText {
    /// The longest text of a cell, in UTF-16 units.
    static let longest = 32_767

    /// The text with characters that XML 1.0 can't hold replaced, line ends as line feeds, and no longer than allowed.
    ///
    /// `_x0041_` would be read as the character with that number (ECMA-376 part 1, 22.9.2.19), so its `_` is written as
    /// such a number itself.
    static func fitting(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        var units = 0
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            if scalar == "\n", previous == "\r" { continue }
            let next = holdable(scalar)
            units += UTF16.width(next)
            kept.append(next)
        }
        if units > longest { kept = cut(kept) }
        return escapingNumbers(String(kept))
    }

    private static func holdable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x0D: "\n"
        case 0x09, 0x0A: scalar
        case ..<0x20, 0x7F, 0xFFFE, 0xFFFF: "\u{FFFD}"
        default: scalar
        }
    }

    private static func cut(_ scalars: String.UnicodeScalarView) -> String.UnicodeScalarView {
        var kept = String.UnicodeScalarView()
        var units = 0
        for scalar in scalars {
            units += UTF16.width(scalar)
            guard units < longest else { break }
            kept.append(scalar)
        }
        kept.append("…")
        return kept
    }

    private static func escapingNumbers(_ text: String) -> String {
        guard text.contains("_x") else { return text }
        return text.replacing(#/_(?=x[0-9A-Fa-f]{4}_)/#, with: "_x005F_")
    }

    /// Columns of the longest line; ideographs and emoji take two.
    static func displayWidth(of text: String) -> Int {
        text.unicodeScalars.split(whereSeparator: { $0 == "\n" || $0 == "\r" }).map { line in
            line.reduce(0) { $0 + ($1.value < 0x1100 ? 1 : 2) }
        }.max() ?? 0
    }
}

import Workbooks

/// Tables in the form that ``LedgerCSVWriter`` describes.
enum CSVText {
    enum Field {
        case text(String)
        case number(Int)
        case money(fen: Int128)
        case empty
    }

    static func bytes(_ rows: [[Field]]) -> [UInt8] {
        var out: [UInt8] = [0xEF, 0xBB, 0xBF]
        for row in rows {
            out += Array(row.map(written).joined(separator: ",").utf8)
            out += [0x0D, 0x0A]
        }
        return out
    }

    private static func written(_ field: Field) -> String {
        switch field {
        case .text(let text): quoted(text)
        case .number(let number): String(number)
        case .money(let fen): YuanText.exact(fen: fen)
        case .empty: ""
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = isRisky(text) ? "\"'" : "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\"\""
            case "\0": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func isRisky(_ text: String) -> Bool {
        switch text.unicodeScalars.drop(while: { $0 == " " }).first {
        case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": true
        default: text.unicodeScalars.first == "'"
        }
    }
}

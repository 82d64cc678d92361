/// Names of sheets as spreadsheets accept them.
public enum SheetNames {
    /// The longest name, in UTF-16 units.
    public static let longest = 31

    /// The names in their order, made acceptable: `[ ] : * ? / \` and control characters become `_`, an apostrophe at
    /// either end `’`, an empty name `Sheet`; a name is cut at 31 UTF-16 units; of two that differ in case at most, the
    /// later one gets ` (2)` and so on.
    public static func acceptable(_ names: [String]) -> [String] {
        // Spreadsheets keep this name for themselves.
        var taken: Set<String> = ["history"]
        return names.map { wanted in
            let base = cleaned(wanted)
            var name = cut(base, to: longest)
            var number = 1
            while !taken.insert(name.lowercased()).inserted {
                number += 1
                let suffix = " (\(number))"
                name = cut(base, to: longest - suffix.utf16.count) + suffix
            }
            return name
        }
    }

    private static func cleaned(_ name: String) -> String {
        var scalars = name.unicodeScalars.map { scalar -> Unicode.Scalar in
            switch scalar {
            case "[", "]", ":", "*", "?", "/", "\\", "\u{7F}", "\u{FFFE}", "\u{FFFF}": "_"
            case _ where scalar.value < 0x20: "_"
            default: scalar
            }
        }
        if scalars.first == "'" { scalars[0] = "’" }
        if scalars.last == "'" { scalars[scalars.count - 1] = "’" }
        let text = String(String.UnicodeScalarView(scalars))
        return text.allSatisfy(\.isWhitespace) ? "Sheet" : text
    }

    /// What is cut may end with an apostrophe that stood inside.
    private static func cut(_ name: String, to length: Int) -> String {
        guard name.utf16.count > length else { return name }
        var kept = String.UnicodeScalarView()
        var units = 0
        for scalar in name.unicodeScalars {
            units += UTF16.width(scalar)
            guard units <= length else { break }
            kept.append(scalar)
        }
        if kept.last == "'" {
            kept.removeLast()
            kept.append("’")
        }
        return String(kept)
    }
}

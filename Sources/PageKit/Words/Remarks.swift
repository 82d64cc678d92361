public import HubModel

/// What is said of each code beside its word, such as what to do about it.
public protocol Remarks: WordSection {
    associatedtype Code: CaseIterable, RawRepresentable where Code.RawValue == String
}

extension Remarks {
    public static func text(of code: Code) -> LocalizedText { book.text(code.rawValue, in: section) }

    public static func mistakes(in words: [String: Word]) -> [String] {
        var rest = words
        let missing = Code.allCases.filter { rest.removeValue(forKey: $0.rawValue) == nil }.map {
            "\(words.values.map(\.place).min() ?? section): "
                + "缺少 \(section).\($0.rawValue) 的文字 / \(section).\($0.rawValue) has no text"
        }
        return missing + rest.values.map(\.unused)
    }
}

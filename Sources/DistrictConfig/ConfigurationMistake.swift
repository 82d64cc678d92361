public import HubModel

/// One mistake in the configuration files: where it is, what is wrong, what is allowed and the nearest name.
public struct ConfigurationMistake: Hashable, Comparable, Sendable {
    /// The kinds of mistakes, stable so that tests and programs can rely on them.
    public enum Key: String, CaseIterable, Sendable {
        /// The file or folder is missing or can't be read as UTF-8 text.
        case unreadable
        /// The file isn't YAML (or, for the sub-districts, not the expected table).
        case syntax
        /// The same key twice in one mapping.
        case duplicateKey = "duplicate-key"
        /// A key that means nothing here.
        case unknownKey = "unknown-key"
        /// A key that must be there is not, or has no value.
        case missing
        /// E.g. a list where a text is expected.
        case wrongType = "wrong-type"
        /// A number or a length outside its range.
        case outOfRange = "out-of-range"
        /// A text that is not of the expected form, e.g. a time of day.
        case wrongFormat = "wrong-format"
        /// A name that nothing is declared under.
        case unknownName = "unknown-name"
        /// A code that is already taken.
        case duplicateCode = "duplicate-code"
        /// File or folder name and code differ, or the file does not belong in its folder.
        case fileName = "file-name"
        /// Times of day that overlap or are out of order; two rules for the same case.
        case overlap
        /// Bands that leave something out, cover something twice or end at the wrong place.
        case bands
        /// An answer scale that doesn't fit the items.
        case answerScale = "answer-scale"
        /// A local override beyond what the district allows.
        case override
        /// Two values that contradict each other.
        case contradiction
        /// Entries whose debits and credits differ.
        case unbalanced
    }

    /// The path as a person would type it, beginning with the folder given to the reader.
    public let file: String
    /// From 1.
    public let line: Int
    /// From 1, counted in Unicode scalars.
    public let column: Int
    public let key: Key
    public let problem: LocalizedText
    /// What would be right, when that can be said.
    public let allowed: LocalizedText?
    /// The allowed name nearest to the one written.
    public let nearest: String?

    public init(
        file: String, line: Int, column: Int, key: Key, problem: LocalizedText, allowed: LocalizedText? = nil,
        nearest: String? = nil
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.key = key
        self.problem = problem
        self.allowed = allowed
        self.nearest = nearest
    }

    /// What is wrong, what is allowed and the nearest name, in Chinese and then in English, on one line.
    public var message: String {
        var zh = problem.zh
        var en = problem.en
        if let allowed {
            zh += "；允许：\(allowed.zh)"
            en += "; allowed: \(allowed.en)"
        }
        if let nearest {
            zh += "；最接近：\(nearest)"
            en += "; nearest: \(nearest)"
        }
        return "\(zh) / \(en)"
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.file, left.line, left.column, left.message) < (right.file, right.line, right.column, right.message)
    }
}

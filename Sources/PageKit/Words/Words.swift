public import HubModel
public import Mustache

/// The texts of one or more sets in the reader's language, for a template: `{{words.title}}`. Of two sets with the same
/// key the first counts.
public struct Words<each Keys: Wording>: Sendable, MustacheParent {
    private let language: Language

    public init(_ language: Language) {
        self.language = language
    }

    public func child(named key: String) -> Any? {
        for keys in repeat (each Keys).self {
            if let text = keys.book.known(key, in: keys.section) { return text[language] }
        }
        return nil
    }
}

extension Words: WordsShape {
    static func has(_ key: String) -> Bool {
        for keys in repeat (each Keys).self {
            if keys.init(rawValue: key) != nil { return true }
        }
        return false
    }
}

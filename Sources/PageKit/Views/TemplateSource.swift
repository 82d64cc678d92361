/// A template as a tree of its tags, each with its line.
struct TemplateSource {
    /// A tag with what stands inside it.
    struct Part {
        enum Kind {
            case value, section, inverted, partial
        }

        let kind: Kind
        var name: String
        let line: Int
        var parts: [Part] = []
    }

    let file: String
    private(set) var parts: [Part] = []
    private(set) var mistakes: [TemplateMistake] = []

    init(file: String, text: String) {
        self.file = file
        var open: [Part] = []
        var (rest, line) = (text[...], 1)
        while let start = rest.firstRange(of: "{{") {
            line += rest[..<start.lowerBound].count(where: \.isNewline)
            rest = rest[start.upperBound...]
            let closing = rest.hasPrefix("{") ? "}}}" : "}}"
            guard let end = rest.firstRange(of: closing) else {
                mistakes.append(TemplateMistake(file: file, line: line, text: "the tag is not closed"))
                break
            }
            add(rest[..<end.lowerBound], at: line, to: &open)
            line += rest[..<end.lowerBound].count(where: \.isNewline)
            rest = rest[end.upperBound...]
        }
        for part in open {
            mistakes.append(
                TemplateMistake(file: file, line: part.line, text: "the section \(part.name) is not closed"))
        }
    }

    private mutating func add(_ tag: Substring, at line: Int, to open: inout [Part]) {
        let name = String(tag.drop { "#^/>&{!".contains($0) }).trimmed
        switch tag.first {
        case "!": break
        case "#": open.append(Part(kind: .section, name: name, line: line))
        case "^": open.append(Part(kind: .inverted, name: name, line: line))
        case "/": close(name, at: line, &open)
        case ">": keep(Part(kind: .partial, name: name, line: line), in: &open)
        default: keep(Part(kind: .value, name: name, line: line), in: &open)
        }
    }

    private mutating func close(_ name: String, at line: Int, _ open: inout [Part]) {
        guard let part = open.last, part.name == name else {
            let inside = open.last.map { "the section \($0.name) of line \($0.line) is open" } ?? "no section is open"
            mistakes.append(TemplateMistake(file: file, line: line, text: "\(name) ends here, but \(inside)"))
            return
        }
        open.removeLast()
        keep(part, in: &open)
    }

    private mutating func keep(_ part: Part, in open: inout [Part]) {
        if open.isEmpty { parts.append(part) } else { open[open.count - 1].parts.append(part) }
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}

import Foundation
import Testing

/// The repository's files, as the rules read them.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The Swift files below a folder, with their paths from the root.
    ///
    /// All are read and told apart once, which takes a few seconds; most rules look at every one of them.
    static func swiftFiles(in folder: String) throws -> [SourceFile] {
        try all.get().filter { $0.path.hasPrefix(folder + "/") }
    }

    private static let all = Result { try ["Plugins", "Sources", "Tests"].flatMap(read) }

    private static func read(_ folder: String) throws -> [SourceFile] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root.appendingPathComponent(folder).path)
        return try paths.filter { $0.hasSuffix(".swift") && !$0.contains(".build/") }.sorted().map {
            let path = "\(folder)/\($0)"
            return SourceFile(
                path: path, text: try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8))
        }
    }

    /// The files of the programs and the profiles.
    static func sources() throws -> [SourceFile] { try swiftFiles(in: "Sources") + swiftFiles(in: "Plugins") }
}

/// A Swift file with its code, its string literals and its comments told apart.
struct SourceFile: Sendable, CustomTestStringConvertible {
    let path: String
    let text: String
    /// The text with comments and the content of string literals blanked out; lines and columns stay.
    let code: String
    /// The content of each string literal, interpolations left out, with its line from 1.
    let strings: [(line: Int, text: String)]

    var testDescription: String { path }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    var codeLines: [Substring] { code.split(separator: "\n", omittingEmptySubsequences: false) }
    /// `Sources/HubHTTP/…` is of the module `HubHTTP`.
    var module: String {
        let parts = path.split(separator: "/")
        return parts.first == "Sources" ? String(parts[1]) : "Plugins"
    }
    var name: String { String(path.split(separator: "/").last ?? "") }

    init(path: String, text: String) {
        self.path = path
        self.text = text
        var lexer = Lexer(text)
        lexer.readCode(until: nil)
        code = String(decoding: lexer.code, as: UTF8.self)
        imports = Self.imports(of: code)
        strings = lexer.strings
    }

    /// The modules that the file imports.
    let imports: [String]

    private static func imports(of code: String) -> [String] {
        code.split(separator: "\n").compactMap { line in
            guard line.contains("import ") else { return nil }
            let words = line.split(separator: " ").filter {
                !$0.hasPrefix("@") && !["public", "package", "internal"].contains($0)
            }
            guard words.first == "import", words.count >= 2 else { return nil }
            return String(words[words.count - 1].split(separator: ".")[0])
        }
    }

    /// What the file is about: `A` of `A.swift` and of `A+Part.swift`.
    var subject: Substring { name.dropLast(".swift".count).prefix { $0 != "+" } }

    /// The types at the file's top level, also within `#if`, that other files can name, with their lines from 1.
    var types: [(line: Int, name: Substring)] {
        let declaration =
            #/^\s*(?:@\w+(?:\(.*\))? +)*((?:\w+(?:\(\w+\))? +)*)(?:struct|class|enum|actor|protocol) +(\w+)/#
        var depth = 0
        var found: [(Int, Substring)] = []
        for (offset, line) in codeLines.enumerated() {
            if depth == 0, let match = line.firstMatch(of: declaration), !match.1.contains("private") {
                found.append((offset + 1, match.2))
            }
            depth += line.count { $0 == "{" } - line.count { $0 == "}" }
        }
        return found
    }

    /// Each function's first line and how many lines its body has, braces left out.
    var functions: [(line: Int, length: Int)] {
        let bytes = Array(code.utf8)
        var found: [(Int, Int)] = []
        for match in code.matches(of: #/\b(?:func|init|deinit|subscript)\b/#) {
            var position = code.utf8.distance(from: code.utf8.startIndex, to: match.range.lowerBound)
            let line = 1 + bytes[..<position].count { $0 == UInt8(ascii: "\n") }
            guard let body = Self.bodyStart(bytes, from: &position) else { continue }
            var (depth, end) = (1, body)
            while depth > 0, end + 1 < bytes.count {
                end += 1
                if bytes[end] == UInt8(ascii: "{") { depth += 1 }
                if bytes[end] == UInt8(ascii: "}") { depth -= 1 }
            }
            let breaks = bytes[body..<end].count { $0 == UInt8(ascii: "\n") }
            found.append((line, max(0, breaks - 1)))
        }
        return found
    }

    /// Where the body of the declaration opens; nil for a call, a requirement of a protocol, or a mention.
    private static func bodyStart(_ bytes: [UInt8], from position: inout Int) -> Int? {
        var depth = 0
        var sawParameters = false
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "("), UInt8(ascii: "["):
                depth += 1
                sawParameters = true
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "{") where depth == 0: return sawParameters ? position : nil
            case UInt8(ascii: "}") where depth == 0: return nil
            case UInt8(ascii: "\n") where depth == 0 && sawParameters:
                // A requirement ends with its line; a declaration goes on with where, -> or an opening brace.
                let rest = bytes[(position + 1)...].prefix { $0 != UInt8(ascii: "\n") }
                let next = String(decoding: rest, as: UTF8.self).trimmingCharacters(in: .whitespaces)
                guard next.hasPrefix("{") || next.hasPrefix("where") || next.hasPrefix("->") || next.hasPrefix(")")
                else {
                    return nil
                }
            default: break
            }
            if depth < 0 { return nil }
            position += 1
        }
        return nil
    }
}

/// Tells code, comments and string literals apart.
private struct Lexer {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private(set) var code: [UInt8] = []
    private(set) var strings: [(line: Int, text: String)] = []

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    private func starts(with text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

    /// Moves on; what is blanked keeps its place.
    private mutating func advance(_ count: Int = 1, blank: Bool) {
        for _ in 0..<count where position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\n") { line += 1 }
            code.append(blank && byte != UInt8(ascii: "\n") ? UInt8(ascii: " ") : byte)
            position += 1
        }
    }

    /// Reads code up to the parenthesis that closes an interpolation, or to the end.
    mutating func readCode(until closing: UInt8?) {
        var depth = 0
        while position < bytes.count {
            let first = bytes[position]
            guard first == UInt8(ascii: "/") || first == UInt8(ascii: "#") || first == UInt8(ascii: "\"") else {
                if closing != nil, first == UInt8(ascii: "(") { depth += 1 }
                if closing != nil, first == UInt8(ascii: ")") {
                    if depth == 0 { return }
                    depth -= 1
                }
                advance(blank: false)
                continue
            }
            if starts(with: "//") {
                while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { advance(blank: true) }
            } else if starts(with: "/*") {
                while position < bytes.count, !starts(with: "*/") { advance(blank: true) }
                advance(2, blank: true)
            } else if starts(with: "#/") {
                while position < bytes.count, !starts(with: "/#") { advance(blank: true) }
                advance(2, blank: true)
            } else if let hashes = literalStart() {
                readString(hashes: hashes)
            } else {
                advance(blank: false)
            }
        }
    }

    /// The number of `#` before a string literal that begins here.
    private func literalStart() -> Int? {
        let hashes = bytes[position...].prefix { $0 == UInt8(ascii: "#") }.count
        let quote = position + hashes
        return quote < bytes.count && bytes[quote] == UInt8(ascii: "\"") ? hashes : nil
    }

    private mutating func readString(hashes: Int) {
        let start = line
        let fence = String(repeating: "#", count: hashes)
        advance(hashes, blank: true)
        let quotes = starts(with: "\"\"\"") ? "\"\"\"" : "\""
        advance(quotes.count, blank: true)
        var content: [UInt8] = []
        while position < bytes.count, !starts(with: quotes + fence) {
            if starts(with: "\\" + fence + "(") {
                advance(hashes + 2, blank: true)
                content.append(UInt8(ascii: "?"))
                readCode(until: UInt8(ascii: ")"))
                advance(blank: true)
            } else if hashes == 0, bytes[position] == UInt8(ascii: "\\") {
                advance(2, blank: true)
            } else {
                content.append(bytes[position])
                advance(blank: true)
            }
        }
        advance(quotes.count + hashes, blank: true)
        strings.append((start, String(decoding: content, as: UTF8.self)))
    }
}

/// Takes a file of SQL apart into its statements, as far as needed to tell where each one begins.
enum SQLScript {
    struct Statement: Equatable {
        var text: String
        /// The line of the file on which it begins, from 1.
        var line: Int

        /// BEGIN, COMMIT and their like.
        var isTransactionControl: Bool {
            let words = ["begin", "start", "commit", "end", "rollback", "abort"]
            return words.contains(text.prefix { $0.isLetter }.lowercased())
        }
    }

    static func statements(in sql: String) -> [Statement] {
        var scanner = Scanner(sql)
        var statements: [Statement] = []
        while let statement = scanner.next() { statements.append(statement) }
        return statements
    }

    /// Knows strings, quoted names, dollar quotes, comments, parentheses and the bodies of `BEGIN ATOMIC`.
    private struct Scanner {
        private let text: [Unicode.Scalar]
        private var place = 0
        private var line = 1

        init(_ sql: String) {
            text = Array(sql.unicodeScalars)
        }

        mutating func next() -> Statement? {
            skipBlank()
            guard place < text.count else { return nil }
            let (start, startLine) = (place, line)
            var depth = 0
            var words: [String] = []
            var blocks = 0
            while place < text.count {
                let scalar = text[place]
                if scalar == ";", depth == 0, blocks == 0 { break }
                if scalar == "(" { depth += 1 }
                if scalar == ")" { depth -= 1 }
                if isNameStart(scalar) {
                    let word = takeWord()
                    if word == "begin" && words.first == "create" || word == "case" && blocks > 0 { blocks += 1 }
                    if word == "end" && blocks > 0 { blocks -= 1 }
                    if words.count < 2 { words.append(word) }
                } else {
                    takeToken()
                }
            }
            let statement = Statement(text: string(start..<place), line: startLine)
            if place < text.count { advance() }
            return statement.text == "" ? next() : statement
        }

        private func string(_ range: Range<Int>) -> String {
            var string = String.UnicodeScalarView()
            string.append(contentsOf: text[range])
            return String(string)
        }

        private func peek(_ offset: Int) -> Unicode.Scalar? {
            place + offset < text.count ? text[place + offset] : nil
        }

        private mutating func advance() {
            if text[place] == "\n" { line += 1 }
            place += 1
        }

        private func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isAlphabetic || scalar == "_"
        }

        private func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
            isNameStart(scalar) || ("0"..."9").contains(scalar) || scalar == "$"
        }

        private mutating func skipBlank() {
            while let scalar = peek(0) {
                if scalar.properties.isWhitespace || scalar == ";" {
                    advance()
                } else if !takeComment() {
                    return
                }
            }
        }

        private mutating func takeWord() -> String {
            let start = place
            while let scalar = peek(0), isNamePart(scalar) { advance() }
            let word = string(start..<place).lowercased()
            // E'…' is the one string in which a backslash takes the quote's meaning away.
            if word == "e", peek(0) == "'" { takeQuoted("'", backslash: true) }
            return word
        }

        private mutating func takeToken() {
            if takeComment() { return }
            switch text[place] {
            case "'": takeQuoted("'", backslash: false)
            case "\"": takeQuoted("\"", backslash: false)
            case "$": takeDollar()
            default: advance()
            }
        }

        private mutating func takeComment() -> Bool {
            if peek(0) == "-", peek(1) == "-" {
                while let scalar = peek(0), scalar != "\n" { advance() }
                return true
            }
            guard peek(0) == "/", peek(1) == "*" else { return false }
            var depth = 0
            repeat {
                if peek(0) == "/", peek(1) == "*" {
                    depth += 1
                    advance()
                } else if peek(0) == "*", peek(1) == "/" {
                    depth -= 1
                    advance()
                }
                advance()
            } while depth > 0 && place < text.count
            return true
        }

        private mutating func takeQuoted(_ quote: Unicode.Scalar, backslash: Bool) {
            advance()
            while let scalar = peek(0) {
                advance()
                if scalar == quote { return }
                if backslash, scalar == "\\", peek(0) != nil { advance() }
            }
        }

        /// `$tag$ … $tag$`; a lone `$1` is no quote.
        private mutating func takeDollar() {
            let start = place
            advance()
            if let scalar = peek(0), isNameStart(scalar) {
                while let scalar = peek(0), isNamePart(scalar), scalar != "$" { advance() }
            }
            guard peek(0) == "$" else { return }
            advance()
            let tag = Array(text[start..<place])
            while place < text.count {
                if text[place] == "$", text[place...].starts(with: tag) {
                    for _ in tag { advance() }
                    return
                }
                advance()
            }
        }
    }
}

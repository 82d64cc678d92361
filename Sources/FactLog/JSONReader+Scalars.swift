extension JSONReader {
    mutating func number() throws(JSONProblem) {
        tokens.append(.init(kind: .number, escaped: false, start: Int32(position), end: 0, next: 0))
        let index = tokens.count - 1
        if byte == UInt8(ascii: "-") { position += 1 }
        if byte == UInt8(ascii: "0") { position += 1 } else { try digits() }
        if byte == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
            position += 1
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        tokens[index].end = Int32(position)
        tokens[index].next = Int32(tokens.count)
    }

    private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func digits() throws(JSONProblem) {
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
        guard position > start else { throw unexpected }
    }

    mutating func string() throws(JSONProblem) {
        position += 1
        let start = position
        var escaped = false
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            guard bytes[position] >= 0x20 else { throw .malformed }
            if bytes[position] == UInt8(ascii: "\\") {
                escaped = true
                try escape()
            } else {
                position += 1
            }
        }
        guard position < bytes.count else { throw .malformed }
        let index = tokens.count
        tokens.append(
            .init(kind: .string, escaped: escaped, start: Int32(start), end: Int32(position), next: Int32(index + 1)))
        position += 1
    }

    private mutating func escape() throws(JSONProblem) {
        position += 1
        guard let character = byte else { throw .malformed }
        switch character {
        case UInt8(ascii: "u"):
            let unit = try codeUnit()
            guard unit != 0 else { throw .nullCharacter }
            guard !(0xDC00...0xDFFF).contains(unit) else { throw .loneSurrogate }
            guard (0xD800...0xDBFF).contains(unit) else { return }
            guard byte == UInt8(ascii: "\\") else { throw .loneSurrogate }
            position += 1
            guard byte == UInt8(ascii: "u"), (0xDC00...0xDFFF).contains(try codeUnit()) else { throw .loneSurrogate }
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 1
        default:
            throw .malformed
        }
    }

    /// The four hexadecimal digits behind `u`.
    private mutating func codeUnit() throws(JSONProblem) -> UInt16 {
        position += 1
        guard position + 4 <= bytes.count else { throw .malformed }
        var unit: UInt16 = 0
        for offset in 0..<4 {
            let digit = bytes[position + offset]
            let lowered = digit | 0x20
            switch digit {
            case 0x30...0x39: unit = unit << 4 | UInt16(digit - 0x30)
            case 0x41...0x46, 0x61...0x66: unit = unit << 4 | UInt16(lowered - 0x61 + 10)
            default: throw .malformed
            }
        }
        position += 4
        return unit
    }

    /// Keys are compared as text, so that `"a"` and `"\u0061"` are the same.
    func refuseDuplicateKeys(of object: Int) throws(JSONProblem) {
        let end = Int(tokens[object].next)
        var (count, isEscaped) = (0, false)
        var key = object + 1
        while key < end {
            count += 1
            isEscaped = isEscaped || tokens[key].escaped
            key = keyAfter(key)
        }
        if count > 24 || isEscaped { return try refuseDuplicateTexts(of: object, count: count) }
        var second = object + 1
        while second < end {
            var first = object + 1
            while first < second {
                if sameBytes(first, second) { throw .duplicateKey }
                first = keyAfter(first)
            }
            second = keyAfter(second)
        }
    }

    private func keyAfter(_ key: Int) -> Int { Int(tokens[key + 1].next) }

    private func refuseDuplicateTexts(of object: Int, count: Int) throws(JSONProblem) {
        var texts: Set<String> = []
        var key = object + 1
        while key < tokens[object].next {
            texts.insert(JSONText.decoded(tokens[key], in: bytes))
            key = keyAfter(key)
        }
        guard texts.count == count else { throw .duplicateKey }
    }

    private func sameBytes(_ left: Int, _ right: Int) -> Bool {
        let (left, right) = (tokens[left], tokens[right])
        let count = left.end - left.start
        guard count == right.end - right.start else { return false }
        for offset in 0..<count where bytes[Int(left.start + offset)] != bytes[Int(right.start + offset)] {
            return false
        }
        return true
    }
}

/// The recursive descent over the bytes.
struct JSONReader {
    static let deepest = 32

    let bytes: UnsafeBufferPointer<UInt8>
    var tokens: [JSONTokens.Token]
    var position: Int

    /// What is wrong when another byte was expected here.
    var unexpected: JSONProblem {
        guard position < bytes.count else { return .malformed }
        switch bytes[position] {
        case 0x20, 0x09, 0x0A, 0x0D: return .whiteSpace
        default: return .malformed
        }
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func value(depth: Int) throws(JSONProblem) {
        guard let first = current else { throw .malformed }
        switch first {
        case UInt8(ascii: "{"): try object(depth: depth)
        case UInt8(ascii: "["): try array(depth: depth)
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "-"), 0x30...0x39: try number()
        case UInt8(ascii: "t"): try literal("true", .true)
        case UInt8(ascii: "f"): try literal("false", .false)
        case UInt8(ascii: "n"): try literal("null", .null)
        default: throw unexpected
        }
    }

    private mutating func expect(_ byte: UInt8) throws(JSONProblem) {
        guard current == byte else { throw unexpected }
        position += 1
    }

    private mutating func begin(_ kind: JSONTokens.Kind) -> Int {
        tokens.append(.init(kind: kind, escaped: false, start: Int32(position), end: 0, next: 0))
        return tokens.count - 1
    }

    private mutating func end(_ index: Int) {
        tokens[index].end = Int32(position)
        tokens[index].next = Int32(tokens.count)
    }

    private mutating func object(depth: Int) throws(JSONProblem) {
        guard depth < Self.deepest else { throw .tooDeep }
        let index = begin(.object)
        position += 1
        if current != UInt8(ascii: "}") {
            try member(depth: depth)
            while current == UInt8(ascii: ",") {
                position += 1
                try member(depth: depth)
            }
        }
        try expect(UInt8(ascii: "}"))
        end(index)
        try refuseDuplicateKeys(of: index)
    }

    private mutating func member(depth: Int) throws(JSONProblem) {
        guard current == UInt8(ascii: "\"") else { throw unexpected }
        try string()
        try expect(UInt8(ascii: ":"))
        try value(depth: depth + 1)
    }

    private mutating func array(depth: Int) throws(JSONProblem) {
        guard depth < Self.deepest else { throw .tooDeep }
        let index = begin(.array)
        position += 1
        if current != UInt8(ascii: "]") {
            try value(depth: depth + 1)
            while current == UInt8(ascii: ",") {
                position += 1
                try value(depth: depth + 1)
            }
        }
        try expect(UInt8(ascii: "]"))
        end(index)
    }

    private mutating func literal(_ text: StaticString, _ kind: JSONTokens.Kind) throws(JSONProblem) {
        let index = begin(kind)
        for offset in 0..<text.utf8CodeUnitCount {
            try expect(text.utf8Start[offset])
        }
        end(index)
    }
}

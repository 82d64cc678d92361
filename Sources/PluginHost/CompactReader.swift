/// Reads the compact form. Every offset is checked: the bytes may come from a plugin that writes what it likes.
final class CompactReader {
    /// A value in the bytes: its tag and the range of what follows it.
    struct Value {
        var tag: CompactWriter.Tag
        var content: Range<Int>
        /// The elements of an array or object.
        var count = 0
    }

    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The value at an offset; what comes next begins where its content ends.
    func value(at offset: Int) throws -> Value {
        guard offset < bytes.count, let tag = CompactWriter.Tag(rawValue: bytes[offset]) else { throw Self.malformed }
        var position = offset + 1
        switch tag {
        case .null, .no, .yes:
            return Value(tag: tag, content: position..<position)
        case .integer, .large:
            let start = position
            _ = try variable(&position)
            return Value(tag: tag, content: start..<position)
        case .double:
            return Value(tag: tag, content: try range(position, 8))
        case .string:
            return Value(tag: tag, content: try text(&position))
        case .array, .object:
            let header = try range(position, CompactWriter.containerHeader)
            let length = fourBytes(at: header.lowerBound)
            let count = fourBytes(at: header.lowerBound + 4)
            guard count <= length else { throw Self.malformed }
            return Value(tag: tag, content: try range(header.upperBound, length), count: count)
        }
    }

    /// Steps over a text without a tag and says where its bytes are.
    func text(_ position: inout Int) throws -> Range<Int> {
        guard let length = Int(exactly: try variable(&position)) else { throw Self.malformed }
        let content = try range(position, length)
        position = content.upperBound
        return content
    }

    func string(_ content: Range<Int>) throws -> String {
        // Through a pointer: a slice of an array is validated byte by byte, several times slower.
        let text = bytes.withUnsafeBufferPointer { String(validating: $0[content], as: UTF8.self) }
        guard let text else { throw Self.malformed }
        return text
    }

    func bytes(_ content: Range<Int>, equal other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard content.count == other.count else { return false }
        for index in 0..<other.count where bytes[content.lowerBound + index] != other[index] { return false }
        return true
    }

    func integer<Number: FixedWidthInteger>(_ value: Value) throws -> Number {
        var position = value.content.lowerBound
        let number: Number?
        switch value.tag {
        case .integer:
            let raw = try variable(&position)
            number = Number(exactly: Int64(bitPattern: (raw >> 1) ^ (~(raw & 1) &+ 1)))
        case .large: number = Number(exactly: try variable(&position))
        default: throw Self.mismatch(value, Number.self)
        }
        guard let number else { throw Self.malformed }
        return number
    }

    func optionalIntegers(_ array: Value) throws -> [Int?] {
        guard array.tag == .array else { throw Self.mismatch(array, [Int?].self) }
        var position = array.content.lowerBound
        return try (0..<array.count).map { _ in
            let element = try value(at: position)
            position = element.content.upperBound
            return element.tag == .null ? nil : try integer(element)
        }
    }

    func double(_ value: Value) throws -> Double {
        guard value.tag == .double else { throw Self.mismatch(value, Double.self) }
        return Double(bitPattern: bytes[value.content].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    func bool(_ value: Value) throws -> Bool {
        switch value.tag {
        case .yes: true
        case .no: false
        default: throw Self.mismatch(value, Bool.self)
        }
    }

    func string(_ value: Value) throws -> String {
        guard value.tag == .string else { throw Self.mismatch(value, String.self) }
        return try string(value.content)
    }

    private func variable(_ position: inout Int) throws -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard position < bytes.count else { throw Self.malformed }
            let byte = UInt64(bytes[position])
            position += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw Self.malformed
    }

    private func fourBytes(at offset: Int) -> Int {
        (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }

    private func range(_ start: Int, _ length: Int) throws -> Range<Int> {
        guard length >= 0, length <= bytes.count - start else { throw Self.malformed }
        return start..<start + length
    }

    static let malformed = DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "malformed bytes"))

    static func mismatch(_ value: Value, _ type: Any.Type) -> DecodingError {
        .typeMismatch(type, .init(codingPath: [], debugDescription: "found \(value.tag)"))
    }
}

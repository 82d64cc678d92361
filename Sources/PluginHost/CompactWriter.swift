/// Appends values in the compact form: one tag byte, then as few bytes as the value needs.
///
/// Arrays and objects carry their length, so that a reader steps over what it was not asked for. A container has no end
/// of its own in `Codable`: it ends when something outside it is written, so the open ones stand on a stack.
final class CompactWriter {
    enum Tag: UInt8 {
        case null, no, yes, integer, large, double, string, array, object
    }

    /// Length and count of a container, four bytes each, after its tag.
    static let containerHeader = 8

    private struct OpenContainer {
        let start: Int
        var count: UInt32 = 0
    }

    private(set) var bytes: [UInt8]
    private var open: [OpenContainer] = []

    /// - Parameter prefix: what stands in front of the first value.
    init(after prefix: [UInt8]) {
        bytes = prefix
        bytes.reserveCapacity(8 << 10)
    }

    func write<Value: Encodable>(_ value: Value) throws {
        // Answers to an instrument are most of what is sent; element by element they cost as much as all the rest.
        if Value.self == [Int?].self, let answers = value as? [Int?] { return append(answers) }
        let start = bytes.count
        let depth = open.count
        try value.encode(to: CompactEncoder(writer: self))
        close(downTo: depth)
        if bytes.count == start { append(.null) }
    }

    /// Opens a container and says how deep it stands.
    func begin(_ tag: Tag) -> Int {
        append(tag)
        open.append(OpenContainer(start: bytes.count))
        bytes.append(contentsOf: repeatElement(0, count: Self.containerHeader))
        return open.count
    }

    /// The number of elements that a container has so far.
    func count(at depth: Int) -> Int { Int(open[depth - 1].count) }

    /// Makes room for the next element of a container, which ends whatever was open inside it.
    func next(at depth: Int) {
        close(downTo: depth)
        open[depth - 1].count += 1
    }

    private func close(downTo depth: Int) {
        while open.count > depth {
            let container = open.removeLast()
            let length = UInt32(bytes.count - container.start - Self.containerHeader)
            store(length, at: container.start)
            store(container.count, at: container.start + 4)
        }
    }

    private func store(_ value: UInt32, at offset: Int) {
        for index in 0..<4 { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> UInt32(8 * index)) }
    }

    func append(_ tag: Tag) { bytes.append(tag.rawValue) }

    func append(_ value: Bool) { append(value ? .yes : .no) }

    func append(_ value: Int64) {
        append(.integer)
        appendVariable(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
    }

    func append(_ value: UInt64) {
        if let value = Int64(exactly: value) { return append(value) }
        append(.large)
        appendVariable(value)
    }

    private func append(_ answers: [Int?]) {
        let depth = begin(.array)
        for answer in answers {
            next(at: depth)
            if let answer { append(Int64(answer)) } else { append(.null) }
        }
        close(downTo: depth - 1)
    }

    func append(_ value: Double) {
        append(.double)
        for index in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> UInt64(8 * index))) }
    }

    func append(_ value: String) {
        append(.string)
        appendText(value)
    }

    /// Length and bytes without a tag, as keys are written.
    func appendText(_ value: String) {
        var value = value
        value.withUTF8 { utf8 in
            appendVariable(UInt64(utf8.count))
            bytes.append(contentsOf: utf8)
        }
    }

    private func appendVariable(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

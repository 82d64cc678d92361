/// Decodes one value out of a ``CompactReader``.
struct CompactDecoder: Decoder {
    let reader: CompactReader
    let value: CompactReader.Value
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(try KeyedReader<Key>(reader, value))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try UnkeyedReader(reader, value) }

    func singleValueContainer() -> any SingleValueDecodingContainer { SingleReader(reader: reader, value: value) }

    func decode<Element: Decodable>(_ type: Element.Type) throws -> Element {
        // Answers to an instrument are most of what is sent; element by element they cost as much as all the rest.
        if type == [Int?].self, let answers = try reader.optionalIntegers(value) as? Element { return answers }
        return try Element(from: self)
    }
}

private final class KeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let reader: CompactReader
    private var entries: [(key: Range<Int>, value: CompactReader.Value)] = []
    /// Keys are mostly asked for in the order in which they were written, and optional ones more than once.
    private var latest = 0

    init(_ reader: CompactReader, _ object: CompactReader.Value) throws {
        guard object.tag == .object else { throw CompactReader.mismatch(object, [String: Any].self) }
        self.reader = reader
        entries.reserveCapacity(min(object.count, 64))
        var position = object.content.lowerBound
        for _ in 0..<object.count {
            let key = try reader.text(&position)
            let value = try reader.value(at: position)
            position = value.content.upperBound
            entries.append((key, value))
        }
    }

    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { entries.compactMap { (try? reader.string($0.key)).flatMap(Key.init(stringValue:)) } }

    private func find(_ key: some CodingKey) -> CompactReader.Value? {
        var name = key.stringValue
        return name.withUTF8 { name in
            for step in 0..<entries.count {
                var index = latest + step
                if index >= entries.count { index -= entries.count }
                guard reader.bytes(entries[index].key, equal: name) else { continue }
                latest = index
                return entries[index].value
            }
            return nil
        }
    }

    private func require(_ key: some CodingKey) throws -> CompactReader.Value {
        guard let value = find(key) else {
            throw DecodingError.keyNotFound(key, .init(codingPath: [], debugDescription: "no '\(key.stringValue)'"))
        }
        return value
    }

    func contains(_ key: Key) -> Bool { find(key) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { try require(key).tag == .null }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try reader.bool(require(key)) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try reader.string(require(key)) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try reader.double(require(key)) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { Float(try reader.double(require(key))) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try reader.integer(require(key)) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try reader.integer(require(key)) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try reader.integer(require(key)) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try reader.integer(require(key)) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try reader.integer(require(key)) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try reader.integer(require(key)) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try reader.integer(require(key)) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try reader.integer(require(key)) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try reader.integer(require(key)) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try reader.integer(require(key)) }

    func decode<Element: Decodable>(_ type: Element.Type, forKey key: Key) throws -> Element {
        try decoder(require(key)).decode(type)
    }

    private func decoder(_ value: CompactReader.Value) -> CompactDecoder {
        CompactDecoder(reader: reader, value: value)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try decoder(require(key)).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(require(key)).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { decoder(try require(CompactKey.super)) }
    func superDecoder(forKey key: Key) throws -> any Decoder { decoder(try require(key)) }
}

private struct UnkeyedReader: UnkeyedDecodingContainer {
    private let reader: CompactReader
    private let elements: Int
    private var position: Int
    private(set) var currentIndex = 0

    init(_ reader: CompactReader, _ array: CompactReader.Value) throws {
        guard array.tag == .array else { throw CompactReader.mismatch(array, [Any].self) }
        self.reader = reader
        elements = array.count
        position = array.content.lowerBound
    }

    var codingPath: [any CodingKey] { [] }
    var count: Int? { elements }
    var isAtEnd: Bool { currentIndex >= elements }

    private func peek() throws -> CompactReader.Value {
        guard !isAtEnd else { throw CompactReader.malformed }
        return try reader.value(at: position)
    }

    private mutating func next() throws -> CompactReader.Value {
        let value = try peek()
        position = value.content.upperBound
        currentIndex += 1
        return value
    }

    mutating func decodeNil() throws -> Bool {
        guard try peek().tag == .null else { return false }
        _ = try next()
        return true
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool { try reader.bool(next()) }
    mutating func decode(_ type: String.Type) throws -> String { try reader.string(next()) }
    mutating func decode(_ type: Double.Type) throws -> Double { try reader.double(next()) }
    mutating func decode(_ type: Float.Type) throws -> Float { Float(try reader.double(next())) }
    mutating func decode(_ type: Int.Type) throws -> Int { try reader.integer(next()) }
    mutating func decode(_ type: Int8.Type) throws -> Int8 { try reader.integer(next()) }
    mutating func decode(_ type: Int16.Type) throws -> Int16 { try reader.integer(next()) }
    mutating func decode(_ type: Int32.Type) throws -> Int32 { try reader.integer(next()) }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try reader.integer(next()) }
    mutating func decode(_ type: UInt.Type) throws -> UInt { try reader.integer(next()) }
    mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try reader.integer(next()) }
    mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try reader.integer(next()) }
    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try reader.integer(next()) }
    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try reader.integer(next()) }

    mutating func decode<Element: Decodable>(_ type: Element.Type) throws -> Element {
        try CompactDecoder(reader: reader, value: next()).decode(type)
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        try CompactDecoder(reader: reader, value: next()).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try CompactDecoder(reader: reader, value: next()).unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder { CompactDecoder(reader: reader, value: try next()) }
}

private struct SingleReader: SingleValueDecodingContainer {
    let reader: CompactReader
    let value: CompactReader.Value
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { value.tag == .null }
    func decode(_ type: Bool.Type) throws -> Bool { try reader.bool(value) }
    func decode(_ type: String.Type) throws -> String { try reader.string(value) }
    func decode(_ type: Double.Type) throws -> Double { try reader.double(value) }
    func decode(_ type: Float.Type) throws -> Float { Float(try reader.double(value)) }
    func decode(_ type: Int.Type) throws -> Int { try reader.integer(value) }
    func decode(_ type: Int8.Type) throws -> Int8 { try reader.integer(value) }
    func decode(_ type: Int16.Type) throws -> Int16 { try reader.integer(value) }
    func decode(_ type: Int32.Type) throws -> Int32 { try reader.integer(value) }
    func decode(_ type: Int64.Type) throws -> Int64 { try reader.integer(value) }
    func decode(_ type: UInt.Type) throws -> UInt { try reader.integer(value) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try reader.integer(value) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try reader.integer(value) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try reader.integer(value) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try reader.integer(value) }
    func decode<Element: Decodable>(_ type: Element.Type) throws -> Element {
        try CompactDecoder(reader: reader, value: value).decode(type)
    }
}

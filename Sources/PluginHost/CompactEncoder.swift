/// Encodes into a ``CompactWriter`` at the place it stands.
///
/// Foundation's JSON would do but for its speed: with it one plugin scores half as many screenings a second as the hub
/// takes facts (`plugins.throughput` 0.49), with this form as many (1.02), measured in separate
/// runs of `deploy/bench.sh plugins`.
struct CompactEncoder: Encoder {
    let writer: CompactWriter
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(KeyedWriter<Key>(writer: writer, depth: writer.begin(.object)))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        UnkeyedWriter(writer: writer, depth: writer.begin(.array))
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { SingleWriter(writer: writer) }
}

private struct KeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: CompactWriter
    let depth: Int
    var codingPath: [any CodingKey] { [] }

    private func begin(_ key: some CodingKey) {
        writer.next(at: depth)
        writer.appendText(key.stringValue)
    }

    func encodeNil(forKey key: Key) { begin(key); writer.append(.null) }
    func encode(_ value: Bool, forKey key: Key) { begin(key); writer.append(value) }
    func encode(_ value: String, forKey key: Key) { begin(key); writer.append(value) }
    func encode(_ value: Double, forKey key: Key) { begin(key); writer.append(value) }
    func encode(_ value: Float, forKey key: Key) { begin(key); writer.append(Double(value)) }
    func encode(_ value: Int, forKey key: Key) { begin(key); writer.append(Int64(value)) }
    func encode(_ value: Int8, forKey key: Key) { begin(key); writer.append(Int64(value)) }
    func encode(_ value: Int16, forKey key: Key) { begin(key); writer.append(Int64(value)) }
    func encode(_ value: Int32, forKey key: Key) { begin(key); writer.append(Int64(value)) }
    func encode(_ value: Int64, forKey key: Key) { begin(key); writer.append(value) }
    func encode(_ value: UInt, forKey key: Key) { begin(key); writer.append(UInt64(value)) }
    func encode(_ value: UInt8, forKey key: Key) { begin(key); writer.append(UInt64(value)) }
    func encode(_ value: UInt16, forKey key: Key) { begin(key); writer.append(UInt64(value)) }
    func encode(_ value: UInt32, forKey key: Key) { begin(key); writer.append(UInt64(value)) }
    func encode(_ value: UInt64, forKey key: Key) { begin(key); writer.append(value) }

    func encode(_ value: some Encodable, forKey key: Key) throws {
        begin(key)
        try writer.write(value)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        begin(key)
        return CompactEncoder(writer: writer).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        begin(key)
        return CompactEncoder(writer: writer).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        begin(CompactKey.super)
        return CompactEncoder(writer: writer)
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        begin(key)
        return CompactEncoder(writer: writer)
    }
}

private struct UnkeyedWriter: UnkeyedEncodingContainer {
    let writer: CompactWriter
    let depth: Int
    var codingPath: [any CodingKey] { [] }
    var count: Int { writer.count(at: depth) }

    func encodeNil() { writer.next(at: depth); writer.append(.null) }
    func encode(_ value: Bool) { writer.next(at: depth); writer.append(value) }
    func encode(_ value: String) { writer.next(at: depth); writer.append(value) }
    func encode(_ value: Double) { writer.next(at: depth); writer.append(value) }
    func encode(_ value: Float) { writer.next(at: depth); writer.append(Double(value)) }
    func encode(_ value: Int) { writer.next(at: depth); writer.append(Int64(value)) }
    func encode(_ value: Int8) { writer.next(at: depth); writer.append(Int64(value)) }
    func encode(_ value: Int16) { writer.next(at: depth); writer.append(Int64(value)) }
    func encode(_ value: Int32) { writer.next(at: depth); writer.append(Int64(value)) }
    func encode(_ value: Int64) { writer.next(at: depth); writer.append(value) }
    func encode(_ value: UInt) { writer.next(at: depth); writer.append(UInt64(value)) }
    func encode(_ value: UInt8) { writer.next(at: depth); writer.append(UInt64(value)) }
    func encode(_ value: UInt16) { writer.next(at: depth); writer.append(UInt64(value)) }
    func encode(_ value: UInt32) { writer.next(at: depth); writer.append(UInt64(value)) }
    func encode(_ value: UInt64) { writer.next(at: depth); writer.append(value) }

    func encode(_ value: some Encodable) throws {
        writer.next(at: depth)
        try writer.write(value)
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        writer.next(at: depth)
        return CompactEncoder(writer: writer).container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        writer.next(at: depth)
        return CompactEncoder(writer: writer).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        writer.next(at: depth)
        return CompactEncoder(writer: writer)
    }
}

private struct SingleWriter: SingleValueEncodingContainer {
    let writer: CompactWriter
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { writer.append(.null) }
    func encode(_ value: Bool) { writer.append(value) }
    func encode(_ value: String) { writer.append(value) }
    func encode(_ value: Double) { writer.append(value) }
    func encode(_ value: Float) { writer.append(Double(value)) }
    func encode(_ value: Int) { writer.append(Int64(value)) }
    func encode(_ value: Int8) { writer.append(Int64(value)) }
    func encode(_ value: Int16) { writer.append(Int64(value)) }
    func encode(_ value: Int32) { writer.append(Int64(value)) }
    func encode(_ value: Int64) { writer.append(value) }
    func encode(_ value: UInt) { writer.append(UInt64(value)) }
    func encode(_ value: UInt8) { writer.append(UInt64(value)) }
    func encode(_ value: UInt16) { writer.append(UInt64(value)) }
    func encode(_ value: UInt32) { writer.append(UInt64(value)) }
    func encode(_ value: UInt64) { writer.append(value) }
    func encode(_ value: some Encodable) throws { try writer.write(value) }
}

/// A statement and its bound values.
///
/// `"SELECT … WHERE id = \(id)"` sends `$1` and binds `id`; nothing that is interpolated becomes part of the SQL text,
/// except through the labels `unescaped:` and `identifier:`. A ``Query`` inside another one is inserted with its values.
public struct Query: ExpressibleByStringInterpolation, Sendable {
    /// The text with placeholders `$1`, `$2`, ….
    public internal(set) var sql: String
    public internal(set) var binds: Binds

    /// For SQL that is not known while compiling. The caller answers for the text.
    public init(unsafeSQL sql: String, binds: Binds = Binds()) {
        self.sql = sql
        self.binds = binds
    }

    public init(stringLiteral sql: String) {
        self.init(unsafeSQL: sql)
    }

    public init(stringInterpolation: StringInterpolation) {
        self.init(unsafeSQL: stringInterpolation.sql, binds: stringInterpolation.binds)
    }

    /// The values bound to a statement, encoded.
    public struct Binds: Sendable {
        struct Slot: Sendable {
            var type: PostgresType
            var offset: Int
            /// Bytes; -1 for NULL.
            var length: Int32
            /// Where the placeholder stands in the text, in UTF-8 bytes; nil when it was not written by interpolation.
            var placeholder: Int?
        }

        var slots: [Slot] = []
        var buffer = BinaryBuffer(capacity: 64)

        public init() {}

        public var count: Int { slots.count }

        public mutating func append<Value: PostgresEncodable>(_ value: Value) {
            append(value, placeholder: nil)
        }

        mutating func append<Value: PostgresEncodable>(_ value: Value, placeholder: Int?) {
            let offset = buffer.count
            let isNull = value.isPostgresNull
            if !isNull { value.encode(into: &buffer) }
            let length = isNull ? -1 : Int32(truncatingIfNeeded: buffer.count - offset)
            slots.append(Slot(type: Value.postgresType, offset: offset, length: length, placeholder: placeholder))
        }
    }

    public struct StringInterpolation: StringInterpolationProtocol, Sendable {
        var sql = ""
        var binds = Binds()

        public init(literalCapacity: Int, interpolationCount: Int) {
            sql.reserveCapacity(literalCapacity + interpolationCount * 3)
            binds.slots.reserveCapacity(interpolationCount)
        }

        public mutating func appendLiteral(_ literal: String) {
            sql += literal
        }

        public mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value) {
            let position = sql.utf8.count
            binds.append(value, placeholder: position)
            sql += "$"
            sql += String(binds.count)
        }

        /// A value that may be missing, which is NULL then. Its own form, since the compiler warns of optionals in others.
        public mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value?) {
            let position = sql.utf8.count
            binds.append(value, placeholder: position)
            sql += "$"
            sql += String(binds.count)
        }

        /// Text that becomes part of the SQL as it is. Never anything that came from outside.
        public mutating func appendInterpolation(unescaped sql: String) {
            self.sql += sql
        }

        /// The name of a table, column or other object, quoted.
        public mutating func appendInterpolation(identifier name: String) {
            sql += Query.quoted(identifier: name)
        }

        /// Another statement's text and values.
        public mutating func appendInterpolation(_ fragment: Query) {
            let text = fragment.sql.utf8
            var copied = text.startIndex
            for (index, slot) in fragment.binds.slots.enumerated() {
                guard let placeholder = slot.placeholder else { continue }
                let start = text.index(text.startIndex, offsetBy: placeholder)
                sql += String(fragment.sql[copied..<start])
                append(slot, of: fragment)
                copied = text.index(start, offsetBy: 1 + String(index + 1).utf8.count)
            }
            sql += String(fragment.sql[copied...])
        }

        private mutating func append(_ slot: Binds.Slot, of fragment: Query) {
            var copy = slot
            copy.offset = binds.buffer.count
            copy.placeholder = sql.utf8.count
            if slot.length > 0 {
                fragment.binds.buffer.withUnsafeBytes { bytes in
                    let range = slot.offset..<slot.offset + Int(slot.length)
                    binds.buffer.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[range]))
                }
            }
            binds.slots.append(copy)
            sql += "$"
            sql += String(binds.count)
        }
    }

    static func quoted(identifier name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

extension Query: CustomStringConvertible {
    /// The text without the values.
    public var description: String { sql }
}

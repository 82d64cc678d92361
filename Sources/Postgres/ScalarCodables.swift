public import Foundation

extension Bool: PostgresCodable {
    @inlinable public static var postgresType: PostgresType { .bool }

    @inlinable
    public func encode(into buffer: inout BinaryBuffer) {
        buffer.append(UInt8(self ? 1 : 0))
    }

    public static func decode(_ cell: Cell) throws(CellError) -> Bool {
        guard cell.type == .bool || cell.type == .unspecified else { throw .typeMismatch }
        return try cell.number(UInt8.self) != 0
    }
}

extension Cell {
    /// An integer of any of the server's sizes.
    @inlinable
    func integer() throws(CellError) -> Int64 {
        let bytes = try value()
        switch (type, bytes.count) {
        case (.int8, 8), (.unspecified, 8): return try number(Int64.self)
        case (.int4, 4), (.unspecified, 4): return Int64(try number(Int32.self))
        case (.int2, 2), (.unspecified, 2): return Int64(try number(Int16.self))
        case (.oid, 4): return Int64(try number(UInt32.self))
        default: throw .typeMismatch
        }
    }

    @inlinable
    func integer<Number: FixedWidthInteger>(as _: Number.Type) throws(CellError) -> Number {
        guard let number = Number(exactly: try integer()) else { throw .outOfRange }
        return number
    }
}

extension Int64: PostgresCodable {
    @inlinable public static var postgresType: PostgresType { .int8 }
    @inlinable public func encode(into buffer: inout BinaryBuffer) { buffer.append(self) }
    @inlinable public static func decode(_ cell: Cell) throws(CellError) -> Int64 { try cell.integer() }
}

extension Int: PostgresCodable {
    @inlinable public static var postgresType: PostgresType { .int8 }
    @inlinable public func encode(into buffer: inout BinaryBuffer) { buffer.append(Int64(self)) }
    @inlinable public static func decode(_ cell: Cell) throws(CellError) -> Int { try cell.integer(as: Int.self) }
}

extension Int32: PostgresCodable {
    @inlinable public static var postgresType: PostgresType { .int4 }
    @inlinable public func encode(into buffer: inout BinaryBuffer) { buffer.append(self) }
    @inlinable public static func decode(_ cell: Cell) throws(CellError) -> Int32 { try cell.integer(as: Int32.self) }
}

extension Int16: PostgresCodable {
    @inlinable public static var postgresType: PostgresType { .int2 }
    @inlinable public func encode(into buffer: inout BinaryBuffer) { buffer.append(self) }
    @inlinable public static func decode(_ cell: Cell) throws(CellError) -> Int16 { try cell.integer(as: Int16.self) }
}

/// A single one is a `smallint`; an array of them is `bytea`.
extension UInt8: PostgresCodable {
    @inlinable public static var postgresType: PostgresType { .int2 }
    @inlinable public static var postgresArrayType: PostgresType { .bytea }
    @inlinable public func encode(into buffer: inout BinaryBuffer) { buffer.append(Int16(self)) }
    @inlinable public static func decode(_ cell: Cell) throws(CellError) -> UInt8 { try cell.integer(as: UInt8.self) }

    @inlinable
    public static func encodeArray(_ values: [UInt8], into buffer: inout BinaryBuffer) {
        buffer.append(contentsOf: values)
    }

    public static func decodeArray(_ cell: Cell) throws(CellError) -> [UInt8] {
        let bytes = try cell.value()
        guard cell.type == .bytea || cell.type == .unspecified else { throw .typeMismatch }
        return [UInt8](bytes)
    }
}

extension Double: PostgresCodable {
    @inlinable public static var postgresType: PostgresType { .float8 }
    @inlinable public func encode(into buffer: inout BinaryBuffer) { buffer.append(bitPattern) }

    public static func decode(_ cell: Cell) throws(CellError) -> Double {
        switch (cell.type, try cell.value().count) {
        case (.float8, 8), (.unspecified, 8): return Double(bitPattern: try cell.number(UInt64.self))
        case (.float4, 4): return Double(Float(bitPattern: try cell.number(UInt32.self)))
        default: throw .typeMismatch
        }
    }
}

/// Bound as `text`; read from text types, enumerations and other types of users, `json`, `jsonb` and `numeric`.
extension String: PostgresCodable {
    @inlinable public static var postgresType: PostgresType { .text }
    @inlinable public func encode(into buffer: inout BinaryBuffer) { buffer.append(utf8: self) }

    public static func decode(_ cell: Cell) throws(CellError) -> String {
        let bytes = try cell.value()
        switch cell.type {
        case .text, .varchar, .bpchar, .name, .char, .unknown, .json, .xml, .unspecified:
            return String(decoding: bytes, as: UTF8.self)
        case .jsonb:
            return String(decoding: try JSONB.text(of: cell), as: UTF8.self)
        case .numeric:
            return try NumericText.decode(bytes)
        default:
            guard cell.type.oid >= PostgresType.firstUserOID else { throw .typeMismatch }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}

extension UUID: PostgresCodable {
    public static var postgresType: PostgresType { .uuid }

    public func encode(into buffer: inout BinaryBuffer) {
        withUnsafeBytes(of: uuid) { buffer.append(contentsOf: $0) }
    }

    public static func decode(_ cell: Cell) throws(CellError) -> UUID {
        let bytes = try cell.value()
        guard cell.type == .uuid || cell.type == .unspecified else { throw .typeMismatch }
        guard bytes.count == 16 else { throw .malformed }
        return UUID(uuid: bytes.loadUnaligned(as: uuid_t.self))
    }
}

extension Data: PostgresCodable {
    public static var postgresType: PostgresType { .bytea }

    public func encode(into buffer: inout BinaryBuffer) {
        withUnsafeBytes { buffer.append(contentsOf: $0) }
    }

    public static func decode(_ cell: Cell) throws(CellError) -> Data {
        let bytes = try cell.value()
        guard cell.type == .bytea || cell.type == .unspecified else { throw .typeMismatch }
        return Data(bytes)
    }
}

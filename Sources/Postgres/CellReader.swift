/// A value that can be bound to a statement or written by COPY, in the server's binary form.
public protocol PostgresEncodable: Sendable {
    /// The type declared for the parameter.
    static var postgresType: PostgresType { get }
    /// The type declared for an array of these.
    static var postgresArrayType: PostgresType { get }
    /// Whether the value is NULL; `encode(into:)` is not called then.
    var isPostgresNull: Bool { get }
    /// Appends the value without its length.
    func encode(into buffer: inout BinaryBuffer)
    /// Appends an array of values without its length. Only `UInt8`, whose array is `bytea`, has a form of its own.
    static func encodeArray(_ values: [Self], into buffer: inout BinaryBuffer)
}

/// A value that can be made from a column in the server's binary form.
public protocol PostgresDecodable {
    static func decode(_ cell: Cell) throws(CellError) -> Self
    /// Makes an array of values. Only `UInt8`, whose array is `bytea`, has a form of its own.
    static func decodeArray(_ cell: Cell) throws(CellError) -> [Self]
}

public typealias PostgresCodable = PostgresEncodable & PostgresDecodable

/// Why a column does not fit the type asked for. ``Row`` turns it into a ``PostgresError`` that names the column.
public enum CellError: Error, Sendable {
    case null
    case typeMismatch
    case malformed
    case outOfRange
}

/// One column of one row as the server sent it. Its bytes are valid only during the call that received it.
public struct Cell {
    public let type: PostgresType
    /// nil for NULL.
    public let bytes: UnsafeRawBufferPointer?

    @inlinable
    public init(type: PostgresType, bytes: UnsafeRawBufferPointer?) {
        self.type = type
        self.bytes = bytes
    }

    /// The bytes of a value that is not NULL.
    @inlinable
    public func value() throws(CellError) -> UnsafeRawBufferPointer {
        guard let bytes else { throw .null }
        return bytes
    }

    /// A number of exactly the size of the value.
    @inlinable
    public func number<Number: FixedWidthInteger & BitwiseCopyable>(_: Number.Type) throws(CellError) -> Number {
        let bytes = try value()
        guard bytes.count == MemoryLayout<Number>.size else { throw .malformed }
        return Number(bigEndian: bytes.loadUnaligned(as: Number.self))
    }
}

extension PostgresEncodable {
    @inlinable public var isPostgresNull: Bool { false }
    public static var postgresArrayType: PostgresType { postgresType.array }

    @inlinable
    public static func encodeArray(_ values: [Self], into buffer: inout BinaryBuffer) {
        buffer.append(Int32(values.isEmpty ? 0 : 1))
        buffer.append(Int32(values.contains { $0.isPostgresNull } ? 1 : 0))
        buffer.append(postgresType.oid)
        if values.isEmpty { return }
        buffer.append(Int32(values.count))
        buffer.append(Int32(1))
        for value in values { buffer.appendField(value) }
    }
}

extension PostgresDecodable {
    public static func decodeArray(_ cell: Cell) throws(CellError) -> [Self] {
        var reader = CellReader(try cell.value())
        let dimensions: Int32 = try reader.number()
        _ = try reader.number() as Int32
        let element = PostgresType(oid: try reader.number())
        if dimensions == 0 { return [] }
        guard dimensions == 1 else { throw .typeMismatch }
        let count: Int32 = try reader.number()
        _ = try reader.number() as Int32
        // Each element takes at least its length's four bytes; a larger count is a damaged value.
        guard count >= 0, Int(count) <= reader.remaining / 4 else { throw .malformed }
        var values: [Self] = []
        values.reserveCapacity(Int(count))
        for _ in 0..<count {
            values.append(try decode(Cell(type: element, bytes: try reader.field())))
        }
        return values
    }
}

/// Reads numbers and fields from the front of a value.
struct CellReader {
    private var bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var remaining: Int { bytes.count }

    mutating func take(_ count: Int) throws(CellError) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= bytes.count else { throw .malformed }
        let taken = UnsafeRawBufferPointer(rebasing: bytes[bytes.startIndex..<bytes.startIndex + count])
        bytes = UnsafeRawBufferPointer(rebasing: bytes[(bytes.startIndex + count)...])
        return taken
    }

    mutating func number<Number: FixedWidthInteger & BitwiseCopyable>() throws(CellError) -> Number {
        Number(bigEndian: try take(MemoryLayout<Number>.size).loadUnaligned(as: Number.self))
    }

    /// A value preceded by its length; nil for NULL.
    mutating func field() throws(CellError) -> UnsafeRawBufferPointer? {
        let length: Int32 = try number()
        return length < 0 ? nil : try take(Int(length))
    }
}

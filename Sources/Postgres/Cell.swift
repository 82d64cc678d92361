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

/// The columns of the row that is being written.
public struct CopyFields {
    @usableFromInline var buffer: BinaryBuffer
    @usableFromInline var count: Int16 = 0

    init(buffer: BinaryBuffer) {
        self.buffer = buffer
    }

    /// Writes the next column.
    @inlinable
    public mutating func write<Value: PostgresEncodable>(_ value: Value) {
        count &+= 1
        buffer.appendField(value)
    }

    /// Writes the next column as NULL.
    @inlinable
    public mutating func writeNull() {
        count &+= 1
        buffer.append(Int32(-1))
    }
}

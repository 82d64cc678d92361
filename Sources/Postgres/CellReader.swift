public typealias PostgresCodable = PostgresEncodable & PostgresDecodable

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

/// A growing buffer in which values are encoded in the server's binary form (big-endian).
public struct BinaryBuffer: Sendable {
    @usableFromInline var storage: [UInt8]
    /// Bytes written so far.
    @inlinable public var count: Int { used }
    @usableFromInline var used = 0

    /// - Parameter capacity: bytes for which there is room before the buffer grows; at least 1.
    public init(capacity: Int = 64) {
        storage = [UInt8](repeating: 0, count: max(capacity, 16))
    }

    @inlinable
    mutating func makeRoom(_ size: Int) {
        if count &+ size > storage.count { grow(size) }
    }

    @usableFromInline
    mutating func grow(_ size: Int) {
        let wanted = max(storage.count * 2, used + size, 1024)
        let used = used
        storage = [UInt8](unsafeUninitializedCapacity: wanted) { target, initialized in
            storage.withUnsafeBytes { written in
                UnsafeMutableRawBufferPointer(target).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: written[..<used]))
            }
            target[used...].initialize(repeating: 0)
            initialized = wanted
        }
    }

    @inlinable
    mutating func advance(_ size: Int) {
        used &+= size
    }

    @inlinable
    public mutating func append<Number: FixedWidthInteger & BitwiseCopyable>(_ value: Number) {
        let size = MemoryLayout<Number>.size
        makeRoom(size)
        let offset = count
        storage.withUnsafeMutableBytes { bytes in
            bytes.storeBytes(of: value.bigEndian, toByteOffset: offset, as: Number.self)
        }
        advance(size)
    }

    @inlinable
    public mutating func append(contentsOf bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, !bytes.isEmpty else { return }
        makeRoom(bytes.count)
        let offset = count
        storage.withUnsafeMutableBytes { target in
            (target.baseAddress.unsafelyUnwrapped + offset).copyMemory(from: source, byteCount: bytes.count)
        }
        advance(bytes.count)
    }

    @inlinable
    public mutating func append(contentsOf bytes: [UInt8]) {
        bytes.withUnsafeBytes { append(contentsOf: $0) }
    }

    @inlinable
    public mutating func append(utf8 text: String) {
        var text = text
        text.withUTF8 { append(contentsOf: UnsafeRawBufferPointer($0)) }
    }

    /// Replaces a number written before, such as a length that was not known yet.
    @inlinable
    public mutating func replace<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int, with value: Number) {
        storage.withUnsafeMutableBytes { bytes in
            bytes.storeBytes(of: value.bigEndian, toByteOffset: offset, as: Number.self)
        }
    }

    /// A value preceded by its length in four bytes; NULL is the length -1.
    @inlinable
    public mutating func appendField<Value: PostgresEncodable>(_ value: Value) {
        if value.isPostgresNull {
            append(Int32(-1))
            return
        }
        let lengthAt = count
        append(Int32(0))
        value.encode(into: &self)
        replace(at: lengthAt, with: Int32(truncatingIfNeeded: count - lengthAt - 4))
    }

    mutating func removeAll() {
        used = 0
    }

    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try storage.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[0..<count])) }
    }
}

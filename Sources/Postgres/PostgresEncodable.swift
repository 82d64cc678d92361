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

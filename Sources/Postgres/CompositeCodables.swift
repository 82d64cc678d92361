extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    @inlinable public static var postgresType: PostgresType { Wrapped.postgresType }
    public static var postgresArrayType: PostgresType { Wrapped.postgresArrayType }

    @inlinable public var isPostgresNull: Bool {
        guard let value = self else { return true }
        return value.isPostgresNull
    }

    @inlinable
    public func encode(into buffer: inout BinaryBuffer) {
        self?.encode(into: &buffer)
    }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    @inlinable
    public static func decode(_ cell: Cell) throws(CellError) -> Wrapped? {
        if cell.bytes == nil { return nil }
        return try Wrapped.decode(cell)
    }
}

/// A one-dimensional array. Arrays of more dimensions are refused by the server or while decoding.
extension Array: PostgresEncodable where Element: PostgresEncodable {
    public static var postgresType: PostgresType { Element.postgresArrayType }
    @inlinable
    public func encode(into buffer: inout BinaryBuffer) { Element.encodeArray(self, into: &buffer) }
}

extension Array: PostgresDecodable where Element: PostgresDecodable {
    public static func decode(_ cell: Cell) throws(CellError) -> [Element] { try Element.decodeArray(cell) }
}

extension RawRepresentable where Self: PostgresEncodable, RawValue: PostgresEncodable {
    @inlinable public static var postgresType: PostgresType { RawValue.postgresType }
    public static var postgresArrayType: PostgresType { RawValue.postgresArrayType }
    @inlinable public var isPostgresNull: Bool { rawValue.isPostgresNull }
    @inlinable public func encode(into buffer: inout BinaryBuffer) { rawValue.encode(into: &buffer) }
}

extension RawRepresentable where Self: PostgresDecodable, RawValue: PostgresDecodable {
    public static func decode(_ cell: Cell) throws(CellError) -> Self {
        guard let value = Self(rawValue: try RawValue.decode(cell)) else { throw .outOfRange }
        return value
    }
}

/// A value that can be made from a column in the server's binary form.
public protocol PostgresDecodable {
    static func decode(_ cell: Cell) throws(CellError) -> Self
    /// Makes an array of values. Only `UInt8`, whose array is `bytea`, has a form of its own.
    static func decodeArray(_ cell: Cell) throws(CellError) -> [Self]
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

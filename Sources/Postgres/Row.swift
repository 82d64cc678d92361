/// One row. Cheap to copy; the bytes belong to the whole result, so a row that is kept keeps the result.
public struct Row: Sendable {
    @usableFromInline let handle: ResultHandle
    @usableFromInline let index: Int32

    init(handle: ResultHandle, index: Int32) {
        self.handle = handle
        self.index = index
    }

    public var columnCount: Int { handle.columnCount }
    public var columnNames: [String] { (0..<columnCount).map(handle.columnName) }

    @usableFromInline
    func cell(at column: Int) throws(PostgresError) -> Cell {
        guard column >= 0, column < handle.columnCount else {
            throw PostgresError(.decoding, "there is no column \(column), the row has \(handle.columnCount)")
        }
        return handle.cell(row: index, column: Int32(column))
    }

    /// The column at a place, counted from 0.
    @inlinable
    public func decode<Value: PostgresDecodable>(column: Int, as type: Value.Type = Value.self) throws -> Value {
        let cell = try cell(at: column)
        do throws(CellError) {
            return try Value.decode(cell)
        } catch {
            throw failure(error, column: column, wanted: type)
        }
    }

    /// The column of a name, exactly as the server spells it.
    public func decode<Value: PostgresDecodable>(_ column: String, as type: Value.Type = Value.self) throws -> Value {
        guard let place = handle.column(named: column) else {
            throw PostgresError(.decoding, "there is no column named \(column)")
        }
        return try decode(column: place, as: type)
    }

    /// All columns in their order: `let (id, name) = try row.decode(Int64.self, String?.self)`.
    @inlinable
    public func decode<each Value: PostgresDecodable>(_ types: repeat (each Value).Type) throws -> (repeat each Value) {
        var column = -1
        func next<One: PostgresDecodable>(_ type: One.Type) throws -> One {
            column += 1
            return try decode(column: column, as: type)
        }
        return (repeat try next(each types))
    }

    public subscript(name: String) -> Column { Column(row: self, place: .name(name)) }
    public subscript(column: Int) -> Column { Column(row: self, place: .index(column)) }

    /// A column of a row that is still to be decoded.
    public struct Column: Sendable {
        enum Place: Sendable {
            case name(String)
            case index(Int)
        }

        let row: Row
        let place: Place

        public func decode<Value: PostgresDecodable>(_ type: Value.Type = Value.self) throws -> Value {
            switch place {
            case .name(let name): try row.decode(name, as: type)
            case .index(let index): try row.decode(column: index, as: type)
            }
        }
    }

    @usableFromInline
    func failure(_ error: CellError, column: Int, wanted: any PostgresDecodable.Type) -> PostgresError {
        let type = handle.cell(row: index, column: Int32(column)).type
        let reason =
            switch error {
            case .null: "is NULL"
            case .typeMismatch: "does not fit"
            case .malformed: "is malformed"
            case .outOfRange: "is out of range"
            }
        let name = handle.columnName(column)
        return PostgresError(.decoding, "column \(name) of type \(type) \(reason) for \(wanted)")
    }
}

import CLibpq

/// A result of libpq, freed with the last row that points into it.
///
/// `@unchecked Sendable`: a `PGresult` is not changed after it was received, and the functions called only read.
@usableFromInline
final class ResultHandle: @unchecked Sendable {
    let pointer: OpaquePointer
    let rowCount: Int

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
        rowCount = Int(PQntuples(pointer))
    }

    deinit {
        PQclear(pointer)
    }

    var columnCount: Int { Int(PQnfields(pointer)) }

    @inline(__always)
    func cell(row: Int32, column: Int32) -> Cell {
        let type = PostgresType(oid: PQftype(pointer, column))
        let length = PQgetlength(pointer, row, column)
        if length == 0, PQgetisnull(pointer, row, column) != 0 { return Cell(type: type, bytes: nil) }
        let start = UnsafeRawPointer(PQgetvalue(pointer, row, column))
        return Cell(type: type, bytes: UnsafeRawBufferPointer(start: start, count: Int(length)))
    }

    func column(named name: String) -> Int? {
        (0..<columnCount).first { index in
            PQfname(pointer, Int32(index)).map { String(cString: $0) == name } ?? false
        }
    }

    func columnName(_ index: Int) -> String {
        PQfname(pointer, Int32(index)).map { String(cString: $0) } ?? String(index)
    }

    var commandTag: CommandTag {
        CommandTag(text: PQcmdStatus(pointer).map { String(cString: $0) } ?? "")
    }
}

extension ResultHandle {
    var rows: [Row] {
        (0..<Int32(rowCount)).map { Row(handle: self, index: $0) }
    }
}

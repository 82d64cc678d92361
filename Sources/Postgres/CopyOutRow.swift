import CLibpq

/// One row of a COPY to us. It knows how many columns it has, not their types: decode exactly what the table holds.
public struct CopyOutRow: Sendable {
    /// The columns' bytes, each preceded by its length.
    private let bytes: [UInt8]
    public let columnCount: Int

    init(bytes: [UInt8], columnCount: Int) {
        self.bytes = bytes
        self.columnCount = columnCount
    }

    /// The columns' raw bytes; nil for NULL.
    public var fields: [[UInt8]?] {
        get throws {
            try withFields { reader throws(CellError) in
                var fields: [[UInt8]?] = []
                for _ in 0..<columnCount { fields.append(try reader.field().map { [UInt8]($0) }) }
                return fields
            }
        }
    }

    /// All columns in their order.
    public func decode<each Value: PostgresDecodable>(
        _ types: repeat (each Value).Type
    ) throws -> (repeat each Value) {
        try bytes.withUnsafeBytes { bytes in
            var reader = CellReader(bytes)
            var column = 0
            func next<One: PostgresDecodable>(_ type: One.Type) throws -> One {
                defer { column += 1 }
                do throws(CellError) {
                    // The bytes are of the type that the caller names.
                    return try One.decode(Cell(type: .unspecified, bytes: try reader.field()))
                } catch {
                    throw PostgresError(.decoding, "column \(column) of a COPY does not fit \(type)")
                }
            }
            return (repeat try next(each types))
        }
    }

    private func withFields<Value>(
        _ body: (inout CellReader) throws(CellError) -> Value
    ) throws -> Value {
        try bytes.withUnsafeBytes { bytes in
            var reader = CellReader(bytes)
            do throws(CellError) {
                return try body(&reader)
            } catch {
                throw PostgresError(.decoding, "a row of a COPY is malformed")
            }
        }
    }
}

extension Connection {
    /// Reads rows by a statement of the form `COPY … TO STDOUT (FORMAT BINARY)`.
    public func copyOut(sql: String) async throws -> CopyOutSequence {
        try prepareToSend()
        let stream = RowStream()
        try await interruptible {
            _ = try startCopy(sql, expecting: PGRES_COPY_OUT)
            isCopying = false
        }
        streamSteps = .copyOut(headerSeen: false)
        openStream = stream
        return CopyOutSequence(connection: self, stream: stream)
    }

    func nextCopyRow(of stream: RowStream) async throws -> CopyOutRow? {
        guard openStream === stream, streamSteps != .closed else { return nil }
        while true {
            guard let link, link.isAlive else { throw PostgresError(.connectionLost(fate(isCommit: false))) }
            var buffer: UnsafeMutablePointer<CChar>?
            var length = PQgetCopyData(link.pointer, &buffer, 1)
            if length == 0 { length = try await waitForCopyData(link, &buffer) }
            guard length > 0 else { return try endCopyOut(link) }
            defer { PQfreemem(buffer) }
            let message = UnsafeRawBufferPointer(start: buffer, count: Int(length))
            if let row = try copyRow(in: message) { return row }
        }
    }

    /// The server sends each row as a message of its own, the first one after the header, and a mark at the end.
    private func copyRow(in message: UnsafeRawBufferPointer) throws(PostgresError) -> CopyOutRow? {
        var reader = CellReader(message)
        do throws(CellError) {
            if case .copyOut(headerSeen: false) = streamSteps {
                streamSteps = .copyOut(headerSeen: true)
                _ = try reader.take(15)
                _ = try reader.take(Int(try reader.number() as Int32))
                if reader.remaining == 0 { return nil }
            }
            let columns: Int16 = try reader.number()
            if columns < 0 { return nil }
            return CopyOutRow(bytes: [UInt8](try reader.take(reader.remaining)), columnCount: Int(columns))
        } catch {
            throw PostgresError(.decoding, "a row of a COPY is malformed")
        }
    }

    private func waitForCopyData(
        _ link: ServerLink, _ buffer: inout UnsafeMutablePointer<CChar>?
    ) async throws -> Int32 {
        let (length, received) = try await interruptible {
            var received: UnsafeMutablePointer<CChar>?
            return (PQgetCopyData(link.pointer, &received, 0), received)
        }
        buffer = received
        return length
    }

    private func endCopyOut(_ link: ServerLink) throws -> CopyOutRow? {
        streamSteps = .closed
        openStream = nil
        _ = try collect(link)
        return nil
    }
}

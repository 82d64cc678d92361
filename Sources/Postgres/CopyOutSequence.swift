/// Rows of `COPY … TO STDOUT (FORMAT BINARY)` as they arrive. Like ``RowSequence`` it occupies the connection.
public struct CopyOutSequence: AsyncSequence, Sendable {
    public typealias Element = CopyOutRow
    public typealias Failure = any Error

    let connection: Connection
    let stream: RowStream

    public func makeAsyncIterator() -> Iterator {
        Iterator(connection: connection, stream: stream)
    }

    public struct Iterator: AsyncIteratorProtocol {
        let connection: Connection
        let stream: RowStream

        public mutating func next() async throws -> CopyOutRow? {
            try await connection.nextCopyRow(of: stream)
        }

        public mutating func next(isolation actor: isolated (any Actor)?) async throws -> CopyOutRow? {
            try await connection.nextCopyRow(of: stream)
        }
    }
}

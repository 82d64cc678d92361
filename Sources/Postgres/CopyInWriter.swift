import CLibpq

/// Writes rows of COPY in the server's binary form. The values' types must be exactly those of the columns; the server
/// converts nothing.
public struct CopyInWriter {
    private let connection: OpaquePointer
    private let chunkBytes: Int
    private var fields: CopyFields
    /// Rows written so far.
    public private(set) var rowCount = 0

    init(connection: OpaquePointer, chunkBytes: Int) {
        self.connection = connection
        self.chunkBytes = chunkBytes
        fields = CopyFields(buffer: BinaryBuffer(capacity: chunkBytes + 8192))
        // Signature, flags and the length of the header's extension (PostgreSQL documentation, COPY, "Binary Format").
        fields.buffer.append(contentsOf: [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00])
        fields.buffer.append(Int32(0))
        fields.buffer.append(Int32(0))
    }

    /// Writes one row, column after column.
    ///
    /// - Throws: what the closure throws, or ``PostgresError`` when the connection is lost.
    public mutating func row(_ write: (inout CopyFields) throws -> Void) throws {
        let countAt = fields.buffer.count
        fields.buffer.append(Int16(0))
        fields.count = 0
        try write(&fields)
        fields.buffer.replace(at: countAt, with: fields.count)
        rowCount += 1
        if fields.buffer.count >= chunkBytes { try flush() }
    }

    /// Writes one row of these values.
    public mutating func row<each Value: PostgresEncodable>(_ values: repeat each Value) throws {
        try row { fields in
            repeat fields.write(each values)
        }
    }

    mutating func flush() throws {
        if Task.isCancelled { throw PostgresError(.cancelled) }
        let status = fields.buffer.withUnsafeBytes { bytes in
            PQputCopyData(connection, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
        }
        guard status == 1 else { throw PostgresError(.connectionLost(.unknown)) }
        fields.buffer.removeAll()
    }

    mutating func finish() throws {
        fields.buffer.append(Int16(-1))
        try flush()
    }
}

extension Connection {
    /// Bytes that are collected before they are handed to libpq.
    static var copyChunkBytes: Int { 256 * 1024 }

    /// Writes rows into a table by COPY. It is part of the transaction that is under way, if there is one.
    ///
    /// - Parameter columns: in the order in which rows are written; nil stands for all, in the table's order.
    /// - Returns: how many rows the server took.
    /// - Throws: what the closure throws, after which nothing is written, or ``PostgresError``.
    @discardableResult
    public func copyIn(
        table: String, schema: String? = nil, columns: [String]? = nil,
        _ write: (inout CopyInWriter) throws -> Void
    ) async throws -> Int {
        try await copyIn(sql: Self.copySQL(table: table, schema: schema, columns: columns), write)
    }

    /// Writes rows by a statement of the form `COPY … FROM STDIN (FORMAT BINARY)`.
    @discardableResult
    public func copyIn(sql: String, _ write: (inout CopyInWriter) throws -> Void) async throws -> Int {
        try prepareToSend()
        return try await interruptible {
            let link = try startCopy(sql, expecting: PGRES_COPY_IN)
            defer { isCopying = false }
            var writer = CopyInWriter(connection: link.pointer, chunkBytes: Self.copyChunkBytes)
            do {
                try write(&writer)
                try writer.finish()
            } catch {
                throw abortCopyIn(link, error)
            }
            return try endCopyIn(link)
        }
    }

    /// Writes rows by COPY from a body that waits between rows, for example for a source of data.
    @discardableResult
    public func copyIn(
        sql: String, asynchronously write: (isolated Connection, inout CopyInWriter) async throws -> Void
    ) async throws -> Int {
        try prepareToSend()
        let link = try await interruptible { try startCopy(sql, expecting: PGRES_COPY_IN) }
        defer { isCopying = false }
        var writer = CopyInWriter(connection: link.pointer, chunkBytes: Self.copyChunkBytes)
        do {
            try await write(self, &writer)
            try writer.finish()
        } catch {
            throw abortCopyIn(link, error)
        }
        return try endCopyIn(link)
    }

    static func copySQL(table: String, schema: String?, columns: [String]?) -> String {
        var target = Query.quoted(identifier: table)
        if let schema { target = Query.quoted(identifier: schema) + "." + target }
        if let columns { target += " (" + columns.map(Query.quoted(identifier:)).joined(separator: ", ") + ")" }
        return "COPY \(target) FROM STDIN (FORMAT BINARY)"
    }

    /// libpq does not take COPY inside of a pipeline, so a deferred BEGIN makes its own round trip first.
    func startCopy(_ sql: String, expecting status: ExecStatusType) throws -> ServerLink {
        if !deferred.isEmpty { _ = try runPipeline([]) }
        let link = try liveLink()
        guard PQsendQuery(link.pointer, sql) == 1 else { throw sendFailure(link) }
        guard let result = PQgetResult(link.pointer) else {
            throw PostgresError(.connectionLost(fate(isCommit: false)), link.message)
        }
        guard PQresultStatus(result) != status else {
            PQclear(result)
            isCopying = true
            return link
        }
        let isError = PQresultStatus(result) == PGRES_FATAL_ERROR
        let error = isError ? makeError(link, result) : PostgresError(.misuse, "the statement is not the COPY expected")
        PQclear(result)
        if !isError { stopCopy(link, status) }
        while link.isAlive, let rest = PQgetResult(link.pointer) { PQclear(rest) }
        closeIfLost(error)
        throw error
    }

    private func stopCopy(_ link: ServerLink, _ expected: ExecStatusType) {
        if expected == PGRES_COPY_OUT { PQputCopyEnd(link.pointer, "not expected by the client") }
    }

    private func endCopyIn(_ link: ServerLink) throws -> Int {
        guard PQputCopyEnd(link.pointer, nil) == 1 else {
            let error = PostgresError(.connectionLost(fate(isCommit: false)), link.message)
            closeIfLost(error)
            throw error
        }
        return try collect(link).commandTag.rows
    }

    /// Takes the rows back. When the server had refused them already, its error is the one that matters.
    private func abortCopyIn(_ link: ServerLink, _ error: any Error) -> any Error {
        PQputCopyEnd(link.pointer, "given up by the client")
        do {
            _ = try collect(link)
        } catch let answer as PostgresError {
            if case .connectionLost = answer.code { return answer }
            let isOurs = answer.sqlState == .queryCanceled
            if !isOurs, (error as? PostgresError)?.code != .cancelled, error is PostgresError { return answer }
        } catch {}
        return error
    }
}

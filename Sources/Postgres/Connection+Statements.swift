import CLibpq

extension Connection {
    /// Runs a statement for its effect.
    ///
    /// - Throws: ``PostgresError``.
    @discardableResult
    public func execute(_ query: Query) async throws -> CommandTag {
        try await run(query).commandTag
    }

    /// All rows of a statement.
    public func rows(_ query: Query) async throws -> [Row] {
        try await run(query).rows
    }

    /// The first row, or nil when there is none. The server still sends all of them.
    public func first(_ query: Query) async throws -> Row? {
        let result = try await run(query)
        return result.rowCount == 0 ? nil : Row(handle: result, index: 0)
    }

    /// All rows decoded: `try await connection.rows("SELECT id, name …", as: (Int64.self, String.self))`.
    public func rows<each Value: PostgresDecodable>(
        _ query: Query, as types: (repeat (each Value).Type)
    ) async throws -> [(repeat each Value)] {
        let result = try await run(query)
        var values: [(repeat each Value)] = []
        values.reserveCapacity(result.rowCount)
        for row in result.rows {
            values.append(try row.decode(repeat each types))
        }
        return values
    }

    /// The first row decoded, or nil when there is none.
    public func first<each Value: PostgresDecodable>(
        _ query: Query, as types: (repeat (each Value).Type)
    ) async throws -> (repeat each Value)? {
        guard let row = try await first(query) else { return nil }
        return try row.decode(repeat each types)
    }

    /// The first column of all rows.
    public func rows<Value: PostgresDecodable>(_ query: Query, as type: Value.Type) async throws -> [Value] {
        try await run(query).rows.map { try $0.decode(column: 0, as: type) }
    }

    /// The first column of the first row, or nil when there is no row.
    public func first<Value: PostgresDecodable>(_ query: Query, as type: Value.Type) async throws -> Value? {
        try await first(query)?.decode(column: 0, as: type)
    }

    /// Runs several statements separated by semicolons, without binds and without results, such as a file of SQL.
    ///
    /// Outside of a transaction the server treats them as one, unless the text itself begins and commits.
    public func executeScript(_ sql: String) async throws {
        try prepareToSend()
        try await interruptible {
            if !deferred.isEmpty { _ = try runPipeline([]) }
            _ = try simple(sql)
        }
    }

    func run(_ query: Query) async throws -> ResultHandle {
        try prepareToSend()
        return try await interruptible { try runBlocking(query) }
    }

    /// Checks that a statement may be sent, and cleans up after a row sequence that nobody reads any more.
    func prepareToSend() throws {
        let link = try liveLink()
        if isCopying { throw PostgresError(.misuse, "a COPY is under way on this connection") }
        if streamSteps != .closed {
            if openStream != nil {
                throw PostgresError(.misuse, "the rows of another statement are still being read on this connection")
            }
            abandonStream(link)
            guard link.isAlive else { throw PostgresError(.connectionLost(.notSent)) }
        }
        if case .failedToBegin(let error) = transaction { throw error }
    }

    /// Runs blocking work that another thread may stop when the task is cancelled.
    func interruptible<Value>(_ work: () throws -> Value) async throws -> Value {
        if Task.isCancelled { throw PostgresError(.cancelled) }
        let number = gate.begin()
        return try await withTaskCancellationHandler {
            do {
                let value = try work()
                _ = gate.end()
                return value
            } catch {
                let wasCancelled = gate.end()
                if wasCancelled, let error = error as? PostgresError, error.sqlState == .queryCanceled {
                    throw PostgresError(.cancelled, phase: error.phase)
                }
                throw error
            }
        } onCancel: { [gate] in
            gate.cancel(number)
        }
    }

    func runBlocking(_ query: Query) throws -> ResultHandle {
        let link = try liveLink()
        guard deferred.isEmpty else { return try runInPipeline(query) }
        guard configuration.usesNamedStatements else {
            guard link.sendUnnamed(query) else { throw sendFailure(link) }
            return try collect(link)
        }
        guard let entry = statements.lookup(query) else { return try runInPipeline(query) }
        guard link.sendPrepared(entry.name, query.binds) else { throw sendFailure(link) }
        do {
            return try collect(link)
        } catch let error as PostgresError {
            guard forget(entry, after: error), link.isIdle else { throw error }
            return try runInPipeline(query)
        }
    }

    private func runInPipeline(_ query: Query) throws -> ResultHandle {
        let results = try runPipeline([PipelineItem(query: query, role: .statement)])
        guard let result = results.last else { throw PostgresError(.misuse, "the statement had no result") }
        return result
    }

    /// Forgets a prepared statement when the error says that the server lost it or that its tables have changed.
    ///
    /// - Returns: whether it was forgotten, so that preparing it again makes sense.
    func forget(_ entry: StatementCache.Entry, after error: PostgresError) -> Bool {
        guard error.sqlState == .invalidStatementName || error.sqlState == .featureNotSupported else { return false }
        statements.remove(entry, isOnServer: error.sqlState == .featureNotSupported)
        return true
    }

    /// Sends text without binds in the simple protocol.
    func simple(_ sql: String, isCommit: Bool = false) throws -> ResultHandle {
        let link = try liveLink()
        guard PQsendQuery(link.pointer, sql) == 1 else { throw sendFailure(link) }
        return try collect(link, isCommit: isCommit)
    }

    /// Reads results until the server is ready for the next statement.
    func collect(_ link: ServerLink, isCommit: Bool = false) throws -> ResultHandle {
        var kept: ResultHandle?
        var failure: PostgresError?
        while let result = PQgetResult(link.pointer) {
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY, PGRES_SINGLE_TUPLE:
                kept = ResultHandle(result)
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                leaveCopy(link, PQresultStatus(result))
                failure = failure ?? PostgresError(.misuse, "COPY needs copyIn or copyOut")
                PQclear(result)
            default:
                failure = failure ?? makeError(link, result, isCommit: isCommit)
                PQclear(result)
            }
        }
        if let failure {
            closeIfLost(failure)
            throw failure
        }
        guard let kept else {
            let error = PostgresError(.connectionLost(fate(isCommit: isCommit)), link.message)
            closeIfLost(error)
            throw error
        }
        return kept
    }

    private func leaveCopy(_ link: ServerLink, _ status: ExecStatusType) {
        if status == PGRES_COPY_IN {
            PQputCopyEnd(link.pointer, "not expected by the client")
            return
        }
        var buffer: UnsafeMutablePointer<CChar>?
        while PQgetCopyData(link.pointer, &buffer, 0) > 0 { PQfreemem(buffer) }
    }

    func makeError(_ link: ServerLink, _ result: OpaquePointer, isCommit: Bool = false) -> PostgresError {
        let report = ServerReport(result)
        if !link.isAlive || report?.endsConnection == true {
            return PostgresError(.connectionLost(fate(isCommit: isCommit)), link.message, server: report)
        }
        guard let report else {
            let text = PQresultErrorMessage(result).map { String(cString: $0) } ?? ""
            return PostgresError(.misuse, text)
        }
        return PostgresError(.server(report.sqlState), server: report)
    }

    /// What can have become of a statement that was sent before the connection broke.
    func fate(isCommit: Bool) -> PostgresError.StatementFate {
        switch transaction {
        case .none: .unknown
        default: isCommit ? .unknown : .rolledBack
        }
    }

    /// libpq took nothing: either the connection is gone or the statement cannot be sent, such as with too many binds.
    func sendFailure(_ link: ServerLink) -> PostgresError {
        if link.isAlive { return PostgresError(.misuse, "libpq did not take the statement: \(link.message)") }
        let error = PostgresError(.connectionLost(.notSent), link.message)
        closeIfLost(error)
        return error
    }

    func closeIfLost(_ error: PostgresError) {
        guard case .connectionLost = error.code else { return }
        link = nil
        deferred = []
        streamSteps = .closed
        statements.removeAll()
    }
}

import CLibpq

/// Rows as they arrive, without holding all of them.
///
/// Until it is read to its end the connection takes no other statement. A sequence that is dropped early is cleaned up
/// by the next statement: in a transaction the remaining rows are read and thrown away, outside the statement is
/// cancelled, which also takes back what it changed.
public struct RowSequence: AsyncSequence, Sendable {
    public typealias Element = Row
    public typealias Failure = any Error

    let connection: Connection
    let stream: RowStream

    public func makeAsyncIterator() -> Iterator {
        Iterator(connection: connection, stream: stream)
    }

    public struct Iterator: AsyncIteratorProtocol {
        let connection: Connection
        let stream: RowStream

        public mutating func next() async throws -> Row? {
            try await connection.nextRow(of: stream)
        }

        public mutating func next(isolation actor: isolated (any Actor)?) async throws -> Row? {
            try await connection.nextRow(of: stream)
        }
    }
}

extension Connection {
    /// Rows as they arrive; see ``RowSequence`` for what happens when they are not read to the end.
    public func query(_ query: Query) async throws -> RowSequence {
        try prepareToSend()
        let stream = RowStream()
        try await interruptible { try startStream(query) }
        openStream = stream
        return RowSequence(connection: self, stream: stream)
    }

    private func startStream(_ query: Query) throws {
        let link = try liveLink()
        if deferred.isEmpty, !configuration.usesNamedStatements || statements.lookup(query) != nil {
            let isSent =
                if configuration.usesNamedStatements, let entry = statements.lookup(query) {
                    link.sendPrepared(entry.name, query.binds)
                } else {
                    link.sendUnnamed(query)
                }
            guard isSent else { throw sendFailure(link) }
            streamSteps = .plain
        } else {
            try startStreamInPipeline(query, link)
            streamSteps = .inPipeline
        }
        PQsetSingleRowMode(link.pointer)
    }

    private func startStreamInPipeline(_ query: Query, _ link: ServerLink) throws {
        let steps = try sendPipeline([PipelineItem(query: query, role: .statement)], link)
        var receiver = PipelineReceiver()
        for step in steps.dropLast() { receive(step, link, &receiver, isCommit: false) }
        guard let failure = receiver.failure else { return }
        if let last = steps.last { receive(last, link, &receiver, isCommit: false) }
        finishPipeline(link)
        closeIfLost(failure)
        throw failure
    }

    func nextRow(of stream: RowStream) async throws -> Row? {
        guard openStream === stream, streamSteps != .closed else { return nil }
        guard let link, link.isAlive else { throw PostgresError(.connectionLost(fate(isCommit: false))) }
        // What has arrived already needs no cancellation handler.
        let result = PQisBusy(link.pointer) == 0 ? PQgetResult(link.pointer) : try await waitForRow(link)
        guard let result else {
            endStream(link)
            return nil
        }
        switch PQresultStatus(result) {
        case PGRES_SINGLE_TUPLE:
            return Row(handle: ResultHandle(result), index: 0)
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
            PQclear(result)
            endStream(link)
            return nil
        default:
            let error = makeError(link, result)
            PQclear(result)
            endStream(link)
            closeIfLost(error)
            throw error
        }
    }

    /// Waits for the next row. An answer that says "cancelled by us" becomes the error of a cancelled task.
    private func waitForRow(_ link: ServerLink) async throws -> OpaquePointer? {
        do {
            return try await interruptible {
                let result = PQgetResult(link.pointer)
                if let result, PQresultStatus(result) == PGRES_FATAL_ERROR {
                    defer { PQclear(result) }
                    throw makeError(link, result)
                }
                return result
            }
        } catch {
            endStreamAfterFailure(link, error)
            throw error
        }
    }

    private func endStreamAfterFailure(_ link: ServerLink, _ error: any Error) {
        // A task that was cancelled before it waited has not stopped the statement yet.
        if let error = error as? PostgresError, error.code == .cancelled, error.sqlState == nil { gate.sendNow() }
        endStream(link)
        if let error = error as? PostgresError { closeIfLost(error) }
    }

    private func endStream(_ link: ServerLink) {
        if case .copyOut = streamSteps {
            var buffer: UnsafeMutablePointer<CChar>?
            while PQgetCopyData(link.pointer, &buffer, 0) > 0 { PQfreemem(buffer) }
        }
        while link.isAlive, let result = PQgetResult(link.pointer) { PQclear(result) }
        if streamSteps == .inPipeline { finishPipeline(link) }
        streamSteps = .closed
        openStream = nil
    }

    /// Cleans up after rows that nobody reads any more.
    func abandonStream(_ link: ServerLink) {
        if case .none = transaction { gate.sendNow() }
        endStream(link)
    }
}

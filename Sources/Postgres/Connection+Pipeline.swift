import CLibpq
import Logging

extension Connection {
    /// One message of a pipeline whose answer is to be read.
    enum PipelineStep {
        case deallocate(String)
        case prepare(StatementCache.Entry)
        case run(PipelineItem.Role, StatementCache.Entry?)
    }

    private enum Answer {
        case result(ResultHandle)
        case failed(PostgresError)
        /// Not run, because a statement before it failed.
        case skipped
    }

    /// Sends several statements in one round trip.
    ///
    /// Outside of `withTransaction` the server runs them as one transaction: when one fails, none of them stays.
    /// - Throws: ``PostgresError`` of the first statement that failed, with ``PostgresError/statementIndex``.
    public func pipeline(_ queries: [Query]) async throws -> [StatementResult] {
        if queries.isEmpty { return [] }
        try prepareToSend()
        return try await interruptible {
            try runPipeline(queries.map { PipelineItem(query: $0, role: .statement) }).map(StatementResult.init)
        }
    }

    /// Collects the statements of a pipeline.
    public struct PipelineBuilder: Sendable {
        var queries: [Query] = []

        public mutating func add(_ query: Query) {
            queries.append(query)
        }
    }

    /// Sends the statements that the closure adds in one round trip; see ``pipeline(_:)-([Query])``.
    public func pipeline(_ build: (inout PipelineBuilder) throws -> Void) async throws -> [StatementResult] {
        var builder = PipelineBuilder()
        try build(&builder)
        return try await pipeline(builder.queries)
    }

    /// Keeps a statement to be sent in front of the next one, in the same round trip. Its error surfaces there.
    ///
    /// In a transaction it is sent with COMMIT at the latest. Outside, together with the next statement, the two make
    /// one transaction; without a next statement it is never sent.
    public func enqueue(_ query: Query) {
        deferred.append(PipelineItem(query: query, role: .enqueued))
    }

    /// Sends what was enqueued and has not been sent.
    public func flush() async throws {
        if deferred.isEmpty { return }
        try prepareToSend()
        try await interruptible { _ = try runPipeline([]) }
    }

    /// - Returns: the results of `items`; those of deferred statements are dropped.
    func runPipeline(_ items: [PipelineItem]) throws -> [ResultHandle] {
        let link = try liveLink()
        let steps = try sendPipeline(items, link)
        let isCommit = items.contains { $0.role == .commit }
        var receiver = PipelineReceiver()
        for step in steps { receive(step, link, &receiver, isCommit: isCommit) }
        finishPipeline(link)
        if var failure = receiver.failure {
            if items.count > 1, let index = receiver.failedStatement { failure.statementIndex = index }
            closeIfLost(failure)
            throw failure
        }
        return receiver.results
    }

    func sendPipeline(_ items: [PipelineItem], _ link: ServerLink) throws -> [PipelineStep] {
        let all = deferred + items
        deferred = []
        if all.contains(where: { Self.isCopy($0.query) }) {
            throw PostgresError(.misuse, "COPY needs copyIn or copyOut")
        }
        guard PQenterPipelineMode(link.pointer) == 1 else { throw sendFailure(link) }
        var steps: [PipelineStep] = []
        for item in all {
            guard send(item, link, &steps) else { throw abandonPipeline(link) }
        }
        guard PQpipelineSync(link.pointer) == 1 else { throw abandonPipeline(link) }
        return steps
    }

    /// In a pipeline libpq could not get out of COPY any more.
    private static func isCopy(_ query: Query) -> Bool {
        query.sql.utf8.drop { $0 <= 0x20 }.prefix(4).elementsEqual("COPY".utf8) { $0 & 0xDF == $1 }
    }

    /// The messages of half a pipeline cannot be taken back, so the connection is given up.
    private func abandonPipeline(_ link: ServerLink) -> PostgresError {
        let isAlive = link.isAlive
        let error = PostgresError(isAlive ? .misuse : .connectionLost(.notSent), link.message)
        closeIfLost(PostgresError(.connectionLost(.notSent)))
        return error
    }

    private func send(_ item: PipelineItem, _ link: ServerLink, _ steps: inout [PipelineStep]) -> Bool {
        let isControl = item.role != .statement && item.role != .enqueued
        guard configuration.usesNamedStatements, !isControl else {
            steps.append(.run(item.role, nil))
            return link.sendUnnamed(item.query)
        }
        if let entry = statements.lookup(item.query) {
            steps.append(.run(item.role, entry))
            return link.sendPrepared(entry.name, item.query.binds)
        }
        for name in statements.evicted {
            steps.append(.deallocate(name))
            guard link.sendUnnamed(Query(unsafeSQL: "DEALLOCATE \(name)")) else { return false }
            statements.forgetEvicted(name)
        }
        let entry = statements.insert(item.query)
        steps.append(.prepare(entry))
        steps.append(.run(item.role, entry))
        return link.sendPrepare(entry) && link.sendPrepared(entry.name, item.query.binds)
    }

    /// What has been read of a pipeline so far.
    struct PipelineReceiver {
        var results: [ResultHandle] = []
        var failure: PostgresError?
        var failedStatement: Int?
        var statementsSeen = 0
    }

    func receive(_ step: PipelineStep, _ link: ServerLink, _ receiver: inout PipelineReceiver, isCommit: Bool) {
        let answer = nextAnswer(link, isCommit: isCommit)
        switch step {
        case .deallocate: break
        case .prepare(let entry):
            if case .result = answer {} else { statements.remove(entry, isOnServer: false) }
        case .run(let role, let entry):
            if role == .begin { noteBegin(answer, receiver.failure) }
            if case .failed(let error) = answer, let entry { _ = forget(entry, after: error) }
            if role == .statement || role == .commit {
                if case .result(let result) = answer { receiver.results.append(result) }
                receiver.statementsSeen += 1
            }
        }
        guard case .failed(let error) = answer, receiver.failure == nil else { return }
        receiver.failure = error
        if case .run(let role, _) = step {
            if role == .begin || role == .setting { receiver.failure = error.during(.begin) }
            if role == .statement { receiver.failedStatement = receiver.statementsSeen - 1 }
        } else {
            receiver.failedStatement = receiver.statementsSeen
        }
    }

    private func noteBegin(_ answer: Answer, _ earlier: PostgresError?) {
        switch answer {
        case .result: transaction = .open
        case .failed(let error): transaction = .failedToBegin(error.during(.begin))
        case .skipped: transaction = .failedToBegin(earlier ?? PostgresError(.misuse, "BEGIN was not run"))
        }
    }

    private func nextAnswer(_ link: ServerLink, isCommit: Bool) -> Answer {
        var answer: Answer?
        while let result = PQgetResult(link.pointer) {
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY, PGRES_SINGLE_TUPLE:
                answer = answer ?? .result(ResultHandle(result))
            case PGRES_PIPELINE_ABORTED:
                answer = answer ?? .skipped
                PQclear(result)
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                // Reached only by a COPY behind a comment; there is no way out of it but to give the connection up.
                PQclear(result)
                return .failed(PostgresError(.connectionLost(fate(isCommit: isCommit)), "COPY in a pipeline"))
            default:
                if case .failed = answer {} else { answer = .failed(makeError(link, result, isCommit: isCommit)) }
                PQclear(result)
            }
            // A broken connection answers every further call with the same error.
            if !link.isAlive { break }
        }
        return answer ?? .failed(PostgresError(.connectionLost(fate(isCommit: isCommit)), link.message))
    }

    /// Reads up to the synchronisation point and leaves pipeline mode, or gives the connection up.
    func finishPipeline(_ link: ServerLink) {
        var emptyAnswers = 0
        var isSynchronized = false
        // Two empty answers in a row mean that nothing more will come.
        while link.isAlive, !isSynchronized, emptyAnswers < 2 {
            guard let result = PQgetResult(link.pointer) else {
                emptyAnswers += 1
                continue
            }
            emptyAnswers = 0
            isSynchronized = PQresultStatus(result) == PGRES_PIPELINE_SYNC
            let isCopy = [PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH].contains(PQresultStatus(result))
            PQclear(result)
            if isCopy { break }
        }
        guard link.isAlive else { return }
        if !isSynchronized || PQexitPipelineMode(link.pointer) != 1 {
            logger.error("pipeline mode could not be left; the connection is closed")
            self.link = nil
        }
    }
}

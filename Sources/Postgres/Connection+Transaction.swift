import CLibpq
import Logging

extension Connection {
    /// Runs the body in a transaction. BEGIN, the settings and the body's first statement travel in one round trip;
    /// a body without statements sends nothing.
    ///
    /// An error thrown by the body is passed on unchanged after the rollback; a ``PostgresError`` then has a
    /// ``PostgresError/phase`` that tells begin, body, rollback and commit apart. If the rollback itself fails, its
    /// error is thrown and holds the body's as ``PostgresError/bodyError``.
    ///
    /// - Parameters:
    ///   - settings: set for this transaction only (`SET LOCAL name TO 'value'`). Names are made of letters, digits,
    ///     underscores and dots.
    ///   - retry: default `never`.
    public func withTransaction<Value>(
        isolation: IsolationLevel = .readCommitted, readOnly: Bool = false,
        settings: [(name: String, value: String)] = [], retry: TransactionRetry = .never,
        _ body: (isolated Connection) async throws -> Value
    ) async throws -> Value {
        var attempt = 1
        while true {
            do {
                return try await runTransaction(isolation, readOnly, settings, body)
            } catch let error as PostgresError where error.sqlState?.isTransient == true && attempt < retry.attempts {
                logger.debug("transaction is run again", metadata: ["sqlstate": "\(error.sqlState?.rawValue ?? "")"])
                // Those that collided must not collide again in step.
                try await Task.sleep(for: .milliseconds(Int.random(in: 1...(10 * attempt))))
                attempt += 1
            }
        }
    }

    private func runTransaction<Value>(
        _ isolation: IsolationLevel, _ readOnly: Bool, _ settings: [(name: String, value: String)],
        _ body: (isolated Connection) async throws -> Value
    ) async throws -> Value {
        guard case .none = transaction, try liveLink().isIdle else {
            throw PostgresError(.misuse, "a transaction is under way already; use withSavepoint inside of it")
        }
        // BEGIN must be the first of its round trip, or the isolation level could not be set any more.
        if !deferred.isEmpty { try await flush() }
        try deferBegin(isolation, readOnly, settings)
        let value: Value
        do {
            value = try await body(self)
        } catch {
            throw try rollBack(after: error)
        }
        try commit()
        return value
    }

    private func deferBegin(
        _ isolation: IsolationLevel, _ readOnly: Bool, _ settings: [(name: String, value: String)]
    ) throws {
        var begin = "BEGIN ISOLATION LEVEL \(isolation.rawValue)"
        begin += readOnly ? " READ ONLY" : " READ WRITE"
        var items = [PipelineItem(query: Query(unsafeSQL: begin), role: .begin)]
        for setting in settings {
            let isName = setting.name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
            guard isName, !setting.name.isEmpty else {
                throw PostgresError(.misuse, "a setting's name may hold letters, digits, underscores and dots")
            }
            let sql = "SET LOCAL \(setting.name) TO \(try liveLink().literal(setting.value))"
            items.append(PipelineItem(query: Query(unsafeSQL: sql), role: .setting))
        }
        deferred = items
        transaction = .deferred
    }

    private func commit() throws {
        if streamSteps != .closed { abandonStream(try liveLink()) }
        switch transaction {
        case .none: return
        case .failedToBegin(let error):
            transaction = .none
            deferred = []
            throw error
        case .deferred where !deferred.contains(where: { $0.role == .enqueued }):
            transaction = .none
            deferred = []
        case .deferred, .open:
            try sendCommit()
        }
    }

    private func sendCommit() throws {
        let result: ResultHandle?
        do {
            let link = try liveLink()
            if deferred.isEmpty {
                if link.transactionStatus == PQTRANS_INERROR {
                    throw PostgresError(.rolledBackAtCommit)
                }
                result = try simple("COMMIT", isCommit: true)
            } else {
                result = try runPipeline([PipelineItem(query: "COMMIT", role: .commit)]).last
            }
        } catch {
            throw try rollBack(after: error, phase: .commit)
        }
        transaction = .none
        if result?.commandTag.text != "COMMIT" { throw PostgresError(.rolledBackAtCommit, phase: .commit) }
    }

    /// - Returns: the error to throw after a rollback that succeeded.
    private func rollBack(after error: any Error, phase: PostgresError.Phase = .body) throws -> any Error {
        defer {
            transaction = .none
            deferred = []
        }
        let passedOn: any Error = (error as? PostgresError)?.during(phase) ?? error
        guard let link, link.isAlive else { return passedOn }
        if streamSteps != .closed { abandonStream(link) }
        guard link.isAlive, !link.isIdle else { return passedOn }
        do {
            _ = try simple("ROLLBACK")
        } catch let failure as PostgresError {
            throw PostgresError(
                failure.code, "the rollback failed", phase: .rollback, underlying: failure, bodyError: error)
        }
        return passedOn
    }

    /// Runs the body so that its failure takes back only what it did itself. SAVEPOINT travels with the body's first
    /// statement, RELEASE with the statement after it.
    ///
    /// - Throws: the body's error, after `ROLLBACK TO SAVEPOINT`; the transaction goes on.
    public func withSavepoint<Value>(
        _ body: (isolated Connection) async throws -> Value
    ) async throws -> Value {
        switch transaction {
        case .open, .deferred: break
        default: throw PostgresError(.misuse, "a savepoint needs a transaction")
        }
        savepointCount += 1
        defer { savepointCount -= 1 }
        let number = savepointCount
        let name = "savepoint_\(number)"
        deferred.append(PipelineItem(query: Query(unsafeSQL: "SAVEPOINT \(name)"), role: .savepoint(number)))
        do {
            let value = try await body(self)
            if let unsent = deferred.firstIndex(where: { $0.role == .savepoint(number) }) {
                deferred.remove(at: unsent)
            } else {
                deferred.append(PipelineItem(query: Query(unsafeSQL: "RELEASE \(name)"), role: .enqueued))
            }
            return value
        } catch {
            try rollBack(toSavepoint: number, name: name, after: error)
            throw error
        }
    }

    private func rollBack(toSavepoint number: Int, name: String, after error: any Error) throws {
        if let unsent = deferred.firstIndex(where: { $0.role == .savepoint(number) }) {
            deferred.removeSubrange(unsent...)
            return
        }
        deferred = []
        guard let link, link.isAlive else { return }
        if streamSteps != .closed { abandonStream(link) }
        if case .open = transaction {} else { return }
        do {
            _ = try simple("ROLLBACK TO SAVEPOINT \(name); RELEASE SAVEPOINT \(name)")
        } catch let failure as PostgresError {
            throw PostgresError(
                failure.code, "the rollback to a savepoint failed", phase: .rollback, underlying: failure,
                bodyError: error)
        }
    }
}

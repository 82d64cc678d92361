/// What went wrong between this program and PostgreSQL.
///
/// `description` holds the kind of failure, the SQLSTATE and the names of constraint and table. It never holds the
/// text of a statement, a value, or the server's message (which may quote values); those are in ``detail(for:)``.
public struct PostgresError: Error, Sendable {
    public enum Code: Sendable, Hashable {
        /// No connection could be made.
        case connectionFailed
        /// The connection was lost; the value tells what can have become of the statement.
        case connectionLost(StatementFate)
        /// The server refused the statement.
        case server(SQLState)
        /// A value from the server could not be turned into the type asked for.
        case decoding
        /// The task was cancelled; the statement was stopped or never sent.
        case cancelled
        /// The time limit for getting a connection out of the pool has passed.
        case timeout
        /// The pool is shutting down.
        case poolClosed
        /// COMMIT was answered by a rollback, because a statement of the transaction had failed.
        case rolledBackAtCommit
        /// The driver was used in a way that it does not allow; ``detail(for:)`` says how.
        case misuse
    }

    /// What can have become of a statement whose connection was lost.
    public enum StatementFate: Sendable, Hashable {
        /// The server never saw it. It may be sent again.
        case notSent
        /// It belonged to a transaction whose COMMIT was never sent, so nothing of it is left.
        case rolledBack
        /// It was sent and may have been committed.
        case unknown
    }

    /// The part of a transaction that failed.
    public enum Phase: String, Sendable {
        case begin, body, rollback, commit
    }

    /// Who reads the detail.
    public enum Audience: Sendable {
        /// Operators and developers: holds the server's message, which may quote values.
        case debugging
    }

    final class Storage: Sendable {
        let message: String
        let server: ServerReport?
        let underlying: (any Error)?
        let bodyError: (any Error)?

        init(message: String, server: ServerReport?, underlying: (any Error)?, bodyError: (any Error)?) {
            self.message = message
            self.server = server
            self.underlying = underlying
            self.bodyError = bodyError
        }
    }

    public let code: Code
    /// The part of the transaction that failed; nil outside of `withTransaction`.
    public internal(set) var phase: Phase?
    /// The index of the statement that failed, when several were sent as a pipeline.
    public internal(set) var statementIndex: Int?
    private let storage: Storage

    init(
        _ code: Code, _ message: String = "", server: ServerReport? = nil, phase: Phase? = nil,
        underlying: (any Error)? = nil, bodyError: (any Error)? = nil
    ) {
        self.code = code
        self.phase = phase
        self.storage = Storage(message: message, server: server, underlying: underlying, bodyError: bodyError)
    }

    /// The SQLSTATE, where the server sent one.
    public var sqlState: SQLState? { storage.server?.sqlState }
    /// The constraint that was violated.
    public var constraintName: String? { storage.server?.constraint }
    public var tableName: String? { storage.server?.table }
    public var schemaName: String? { storage.server?.schema }
    public var columnName: String? { storage.server?.column }
    /// The place in the statement's text, in characters, beginning at 1.
    public var position: Int? { storage.server?.position }
    /// The error that led to this one, such as the last failed attempt to connect before a time-out.
    public var underlying: (any Error)? { storage.underlying }
    /// When the rollback failed: the error of the transaction's body that made it necessary.
    public var bodyError: (any Error)? { storage.bodyError }

    /// Everything that is known, for logs that only operators see: it may quote values.
    public func detail(for audience: Audience) -> String {
        var lines = [description]
        if !storage.message.isEmpty { lines.append(storage.message) }
        if let server = storage.server {
            lines.append("\(server.severity): \(server.message)")
            if let detail = server.detail { lines.append("DETAIL: \(detail)") }
            if let hint = server.hint { lines.append("HINT: \(hint)") }
            if let position = server.position { lines.append("POSITION: \(position)") }
            if let context = server.context { lines.append("CONTEXT: \(context)") }
        }
        if let error = storage.underlying as? PostgresError {
            lines.append("caused by: \(error.detail(for: audience))")
        } else if let error = storage.underlying {
            lines.append("caused by: \(error)")
        }
        if let error = storage.bodyError { lines.append("after: \(error)") }
        return lines.joined(separator: "\n")
    }

    /// The server's primary message and hint. It may quote values, so it belongs in front of operators only.
    public var serverMessage: String? { storage.server?.message }
    public var serverHint: String? { storage.server?.hint }

    func during(_ phase: Phase) -> PostgresError {
        var error = self
        if error.phase == nil { error.phase = phase }
        return error
    }

    var publicMessage: String {
        switch code {
        case .decoding, .misuse, .timeout, .poolClosed: storage.message
        default: ""
        }
    }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String {
        var text = "PostgreSQL: \(kind)"
        if !publicMessage.isEmpty { text += ": \(publicMessage)" }
        if case .server = code {} else if let sqlState { text += " (SQLSTATE \(sqlState))" }
        if let phase { text += ", in \(phase.rawValue) of the transaction" }
        if let statementIndex { text += ", statement \(statementIndex) of the pipeline" }
        if let constraintName { text += ", constraint \(constraintName)" }
        if let tableName { text += ", table \(tableName)" }
        if let columnName { text += ", column \(columnName)" }
        return text
    }

    public var debugDescription: String { description }

    private var kind: String {
        switch code {
        case .connectionFailed: "cannot connect"
        case .connectionLost(.notSent): "connection lost before the statement was sent"
        case .connectionLost(.rolledBack): "connection lost, the transaction is rolled back"
        case .connectionLost(.unknown): "connection lost, the statement may have been committed"
        case .server(let state): "the server refused the statement (SQLSTATE \(state))"
        case .decoding: "cannot decode"
        case .cancelled: "cancelled"
        case .timeout: "no connection in time"
        case .poolClosed: "the pool is shutting down"
        case .rolledBackAtCommit: "the transaction was rolled back at COMMIT because a statement had failed"
        case .misuse: "misuse"
        }
    }
}

public import Foundation
import Postgres

/// Signs where the streams of the audit trail end, so that nothing before can be changed unnoticed any more.
///
/// Several processes may do so at once: one works and the others wait for it.
public struct WriteAuditCheckpoint: Sendable {
    private let database: HubDatabase
    private let signer: AuditSigner
    private let anchors: AuditAnchorFile?
    private let now: @Sendable () -> Date
    private static let pageSize = 1000

    public init(
        database: HubDatabase, signer: AuditSigner, anchors: AuditAnchorFile?,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.database = database
        self.signer = signer
        self.anchors = anchors
        self.now = now
    }

    /// Writes a checkpoint if any stream changed since the last one, and brings the anchor file up to date.
    ///
    /// - Returns: its number; nil when nothing changed.
    /// - Throws: ``AuditError`` for the anchor file, with the checkpoint written; `PostgresError`.
    @discardableResult
    public func callAsFunction() async throws -> Int64? {
        let written = try await write(cutting: nil)
        try await completeAnchorFile()
        return written?.number
    }

    /// Removes the entries that were kept long enough, up to an anchored one, and writes a checkpoint that says so.
    ///
    /// - Returns: the last removed entry of each stream that lost any.
    /// - Throws: ``AuditError`` for the anchor file, with the entries removed; `PostgresError`.
    @discardableResult
    public func prune(_ retention: AuditRetention) async throws -> [AuditHead] {
        let written = try await write(cutting: retention)
        try await completeAnchorFile()
        return written?.cuts ?? []
    }

    private func write(cutting retention: AuditRetention?) async throws -> AuditStatement? {
        let (signer, now) = (signer, now)
        return try await database.withTransaction(as: .district) { connection in
            connection.enqueue(AuditQueries.lockCheckpoints)
            let heads = try await connection.rows(AuditQueries.changedHeads).map(AuditHead.init)
            var cuts: [AuditHead] = []
            if let retention {
                cuts = try await connection.rows(AuditQueries.prunable(olderThan: retention)).map(AuditHead.init)
            }
            // Removing writes a checkpoint only when there is something to remove.
            guard retention == nil ? !heads.isEmpty : !cuts.isEmpty else { return nil }
            let last = try await connection.first(AuditQueries.lastCheckpoint, as: (Int64.self, String.self))
            let statement = AuditStatement(
                number: (last?.0 ?? 0) + 1, at: now(),
                previous: last.map { AuditCheckpoint.digest(of: $0.1) } ?? AuditCheckpoint.genesis, key: signer.id,
                heads: heads, cuts: cuts)
            let text = try statement.text()
            let checkpoint = AuditCheckpoint(
                number: statement.number, statement: text, signature: Data(try signer.sign(text)), keyID: signer.id)
            _ = try await connection.execute(AuditQueries.append(checkpoint))
            return statement
        }
    }

    /// Appends to the file what the database has and the file doesn't: also what another process wrote, or this one
    /// just before it ended.
    private func completeAnchorFile() async throws {
        guard let anchors else { return }
        var last = try anchors.last()
        while true {
            let first = last?.number ?? 1
            var page = try await database.withTransaction(as: .district, readOnly: true) { connection in
                try await connection.rows(AuditQueries.checkpoints(from: first, limit: Self.pageSize))
                    .map(AuditCheckpoint.init)
            }
            if let last {
                guard page.first == last else {
                    throw AuditError.anchorFileDiffers(path: anchors.path, number: last.number)
                }
                page.removeFirst()
            }
            guard !page.isEmpty else { return }
            try anchors.append(page)
            last = page.last
        }
    }
}

import Postgres

/// Recomputes the chains of the audit trail from the stored columns and compares them with the signed checkpoints.
///
/// Finds every entry that was changed, removed or inserted up to the last checkpoint, and most of what was done to later
/// ones.
public struct VerifyAuditTrail: Sendable {
    private let database: HubDatabase
    private let keys: AuditPublicKeys
    private let anchors: AuditAnchorFile?

    /// - Parameters:
    ///   - keys: all keys that checkpoints were ever signed with.
    ///   - anchors: nil leaves it unnoticed when the newest checkpoints were removed with the entries behind them.
    public init(database: HubDatabase, keys: AuditPublicKeys, anchors: AuditAnchorFile?) {
        self.database = database
        self.keys = keys
        self.anchors = anchors
    }

    /// Reads the whole trail as it is at one moment; the hub goes on working meanwhile.
    ///
    /// - Parameter stream: the only stream to follow; nil for all. Checkpoints are checked in any case.
    /// - Throws: `PostgresError`; ``AuditError/anchorFileUnusable(path:reason:)``.
    public func callAsFunction(stream: Organization? = nil) async throws -> AuditReport {
        // Before the database, which has every checkpoint before the file has it.
        let lines = try anchors?.lines()
        let keys = keys
        return try await database.withTransaction(as: .district, isolation: .repeatableRead, readOnly: true) {
            try await Self.report(on: $0, keys: keys, anchors: lines, stream: stream?.auditStream)
        }
    }

    /// Verifies what the connection's transaction sees.
    static func report(
        on connection: isolated Connection, keys: AuditPublicKeys, anchors: AuditAnchorFile.Lines?, stream: String?
    ) async throws -> AuditReport {
        var checkpoints = try AuditCheckpointCheck(keys: keys, anchors: anchors)
        for try await row in try await connection.query(AuditQueries.allCheckpoints) {
            try checkpoints.take(StoredCheckpoint(row))
        }
        try checkpoints.finish()
        var names = Set(checkpoints.streams.keys)
        names.formUnion(try await connection.rows(AuditQueries.streams, as: String.self))
        var findings = checkpoints.findings
        var streams: [AuditReport.Stream] = []
        for name in names.sorted() where stream == nil || name == stream {
            let ends = try await connection.first(
                AuditQueries.ends(of: name), as: (Int64?.self, [UInt8]?.self, Int64?.self, [UInt8]?.self))
            var check = AuditStreamCheck(stream: name, anchored: checkpoints.streams[name] ?? AnchoredHeads())
            for try await row in try await connection.query(AuditQueries.chain(of: name)) {
                check.take(try ChainedEntry(row))
            }
            findings += check.findings(
                .init(lastSeq: ends?.0, lastHash: ends?.1, anchoredSeq: ends?.2, anchoredHash: ends?.3))
            streams.append(check.summary)
        }
        return AuditReport(findings: findings, streams: streams, checkpoints: checkpoints.count)
    }
}

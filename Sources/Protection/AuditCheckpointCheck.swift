import HubModel

/// Follows the chain of checkpoints and the anchor file beside it, and keeps what the good ones say of the streams.
struct AuditCheckpointCheck {
    private let keys: AuditPublicKeys
    private var anchors: AuditAnchorFile.Lines?
    private var pending: AuditCheckpoint?
    private var lastAnchored: AuditCheckpoint?
    private var expected: Int64 = 1
    private var previous: [UInt8]? = AuditCheckpoint.genesis
    private(set) var count: Int64 = 0
    private(set) var findings: [AuditFinding] = []
    private(set) var streams: [String: AnchoredHeads] = [:]

    /// - Parameter anchors: nil when there is no anchor file to compare with.
    init(keys: AuditPublicKeys, anchors: AuditAnchorFile.Lines?) throws {
        self.keys = keys
        self.anchors = anchors
        try readAnchor()
    }

    /// Checks the next row; they come by rising number.
    mutating func take(_ row: StoredCheckpoint) throws {
        count += 1
        guard let number = row.number, number >= expected else {
            findings.append(.checkpointUnexpected(number: row.number ?? 0))
            return
        }
        if number > expected {
            findings.append(.checkpointsMissing(from: expected, through: number - 1))
            previous = nil
        }
        try skipAnchors(before: number)
        expected = number + 1
        guard let text = row.statement, let signature = row.signature, let keyID = row.keyID else {
            findings.append(.checkpointChanged(number: number, .unreadable))
            previous = nil
            return
        }
        let checkpoint = AuditCheckpoint(number: number, statement: text, signature: signature, keyID: keyID)
        if let fault = try fault(of: checkpoint, row) {
            findings.append(.checkpointChanged(number: number, fault))
        }
        previous = checkpoint.digest
    }

    private mutating func fault(
        of checkpoint: AuditCheckpoint, _ row: StoredCheckpoint
    ) throws -> AuditFinding.CheckpointFault? {
        if let anchor = pending, anchor.number == checkpoint.number {
            try readAnchor()
            guard anchor == checkpoint else {
                noteIfGood(anchor)
                return .differsFromAnchorFile
            }
        }
        guard let statement = AuditStatement(text: checkpoint.statement) else { return .unreadable }
        guard let isGood = keys.verify(checkpoint) else { return .unknownKey(checkpoint.keyID) }
        guard isGood else { return .badSignature }
        note(statement)
        guard statement.number == checkpoint.number, statement.key == checkpoint.keyID, statement.at == row.at,
            statement.previous == row.previousDigest.map({ Hexadecimal.text(of: $0) })
        else { return .columnsDiffer }
        if let previous, statement.previous != Hexadecimal.text(of: previous) { return .doesNotFollow }
        return nil
    }

    /// Ends the check: what stands in the anchor file only was removed from the database.
    mutating func finish() throws {
        if lastAnchored == nil, anchors != nil, count > 0 { findings.append(.anchorFileEmpty) }
        guard let first = pending else { return }
        try skipAnchors(before: .max)
        guard let last = lastAnchored else { return }
        findings.append(.checkpointsMissing(from: first.number, through: last.number))
    }

    private mutating func note(_ statement: AuditStatement) {
        for head in statement.heads {
            streams[head.stream, default: AnchoredHeads()].note(head, checkpoint: statement.number)
        }
        for cut in statement.cuts { streams[cut.stream, default: AnchoredHeads()].note(cut: cut) }
    }

    private mutating func noteIfGood(_ anchor: AuditCheckpoint) {
        if keys.verify(anchor) == true, let statement = AuditStatement(text: anchor.statement) { note(statement) }
    }

    // MARK: The anchor file

    /// Lines that the database lacks still say what the streams were.
    private mutating func skipAnchors(before number: Int64) throws {
        while let anchor = pending, anchor.number < number {
            noteIfGood(anchor)
            try readAnchor()
        }
    }

    /// Moves to the next line that is a checkpoint of its own place.
    private mutating func readAnchor() throws {
        pending = nil
        while pending == nil, let line = try anchors?.next() {
            guard let checkpoint = line.checkpoint, follows(checkpoint), keys.verify(checkpoint) != false else {
                findings.append(.anchorLineChanged(line: line.place))
                continue
            }
            pending = checkpoint
            lastAnchored = checkpoint
        }
    }

    private func follows(_ checkpoint: AuditCheckpoint) -> Bool {
        guard let statement = AuditStatement(text: checkpoint.statement), statement.number == checkpoint.number,
            statement.key == checkpoint.keyID
        else { return false }
        guard let lastAnchored else { return true }
        return checkpoint.number == lastAnchored.number + 1
            && statement.previous == Hexadecimal.text(of: lastAnchored.digest)
    }
}

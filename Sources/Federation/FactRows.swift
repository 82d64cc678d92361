import FactLog
import Foundation
import HubModel

/// Facts as columns, the way one statement stores many.
public struct FactRows: Sendable {
    var seqs: [Int64] = []
    var ids: [UUID] = []
    var kinds: [String] = []
    var occurredAt: [Date?] = []
    var recordedAt: [Date?] = []
    var subjects: [UUID?] = []
    var headers: [[UInt8]] = []
    var salts: [[UInt8]?] = []
    var data: [[UInt8]?] = []
    var sealedFor: [UUID?] = []
    var dataDigests: [[UInt8]] = []
    var hashes: [[UInt8]] = []

    public init() {}

    public var isEmpty: Bool { seqs.isEmpty }

    /// Adds a fact of a batch.
    ///
    /// - Parameters:
    ///   - index: of its line.
    ///   - content: what is stored of its data.
    public mutating func append(_ index: Int, of batch: FactBatch, _ content: StoredContent) {
        let line = batch.lines[index]
        let header = line.header
        let impossible = line.headerProblem == .impossibleDate
        seqs.append(header.seq)
        ids.append(header.id.rawValue)
        kinds.append(header.kind)
        occurredAt.append(impossible ? nil : header.occurredAt)
        recordedAt.append(impossible ? nil : header.recordedAt)
        subjects.append(header.subject?.rawValue)
        headers.append(Array(batch.body[line.headerRange]))
        salts.append(content.salt)
        data.append(content.data)
        sealedFor.append(content.sealedFor?.rawValue)
        dataDigests.append(batch.dataDigests[index].bytes)
        hashes.append(line.hash.bytes)
    }
}

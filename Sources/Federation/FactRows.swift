import FactLog
import Foundation
public import HubModel

/// What is stored of a fact's salt and data; header, digest and hash are always stored as sent.
public struct StoredContent: Sendable {
    public var salt: [UInt8]?
    public var data: [UInt8]?
    /// Whose key seals the data; nil when it is plain.
    public var sealedFor: ResidentID?

    /// Data that is about nobody.
    public static func plain(salt: [UInt8], data: [UInt8]) -> StoredContent {
        StoredContent(salt: salt, data: data, sealedFor: nil)
    }

    /// Salt and data sealed as one value.
    public static func sealed(_ bytes: [UInt8], for subject: ResidentID) -> StoredContent {
        StoredContent(salt: nil, data: bytes, sealedFor: subject)
    }

    /// Nothing: the subject was erased before the fact came.
    public static func erased(_ subject: ResidentID) -> StoredContent {
        StoredContent(salt: nil, data: nil, sealedFor: subject)
    }
}

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

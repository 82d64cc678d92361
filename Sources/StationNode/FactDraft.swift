import FactLog
public import Foundation
public import HubModel

/// A fact that is about to be recorded: everything but its place in the chain.
public struct FactDraft: Hashable, Sendable {
    /// Whom the data is about.
    public enum Subject: Hashable, Sendable {
        case nobody
        case resident(ResidentID)
        /// The station's own key of a resident, e.g. a file number. It never leaves the book: the first fact about a
        /// key makes a random ``ResidentID`` for it.
        case localKey(String)
    }

    public var kind: FactKind
    public var version: Int
    public var occurredAt: Date
    /// `staff:<id>`, `resident-link:<id>` or `import:<id>`.
    public var actor: String
    public var subject: Subject
    /// The data as a JSON object in the form of the sync protocol.
    public var data: [UInt8]
    /// A fact with a source key is recorded once, however often it is appended. Stays in the book.
    public var sourceKey: String?
    /// Nobody noted when it happened, and `occurredAt` is the time of recording; another one says nothing different.
    public var isTimeAssumed = false

    public init(
        kind: FactKind, version: Int = 1, occurredAt: Date, actor: String, subject: Subject, data: [UInt8],
        sourceKey: String? = nil
    ) {
        self.kind = kind
        self.version = version
        self.occurredAt = occurredAt
        self.actor = actor
        self.subject = subject
        self.data = data
        self.sourceKey = sourceKey
    }

    public init(
        _ data: some FactData, occurredAt: Date, actor: String, subject: Subject, sourceKey: String? = nil
    ) throws {
        self.init(
            kind: type(of: data).kind, occurredAt: occurredAt, actor: actor, subject: subject,
            data: try FactComposer.dataBytes(of: data), sourceKey: sourceKey)
    }
}

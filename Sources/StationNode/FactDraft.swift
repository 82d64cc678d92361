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

/// The place of a fact in the station's chains.
public struct FactPlace: Codable, Hashable, Sendable, CustomStringConvertible {
    public var epoch: Int
    public var seq: Int64

    public init(epoch: Int, seq: Int64) {
        self.epoch = epoch
        self.seq = seq
    }

    public var description: String { "\(epoch)/\(seq)" }
}

/// What became of a draft.
public enum AppendOutcome: Hashable, Sendable {
    case recorded(FactPlace)
    /// The book already has a fact with the same source key; `sameData` tells whether it says the same.
    case alreadyRecorded(FactPlace, sameData: Bool)

    public var place: FactPlace {
        switch self {
        case .recorded(let place), .alreadyRecorded(let place, _): place
        }
    }
}

/// A draft that breaks a rule and was not recorded.
public struct FactRefused: Error, Hashable, Sendable, CustomStringConvertible {
    /// The protocol's name for the kind of mistake, e.g. `out_of_range`.
    public var code: String
    /// What is wrong, without any value of a person.
    public var words: LocalizedText

    init(_ code: String, zh: String, en: String) {
        self.code = code
        words = LocalizedText(zh: zh, en: en)
    }

    public var description: String { "\(code): \(words.zh) / \(words.en)" }

    /// The book has something else under the draft's source key.
    public static func recordedOtherwise(at place: FactPlace) -> FactRefused {
        FactRefused(
            "recorded_otherwise",
            zh: """
                同一来源已有内容不同的记录 \(place)，未录入。若是另一次（如再次筛查），请单独录入并注明发生时间或另一来源编号；若原记录有误，\
                请录入对 \(place) 的更正
                """,
            en: """
                the book has \(place) from the same source with other content. If this is another event, such as a \
                second screening, record it by itself with its own time or source; if \(place) is wrong, record a \
                correction of it
                """)
    }
}

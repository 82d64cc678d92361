import Foundation
import HubModel
import StationNode
import TestSupport
import Testing

/// Good data of one kind and what a slip can make of it.
struct Example: Sendable, CustomTestStringConvertible {
    var kind: FactKind
    var data: String
    var subject: FactDraft.Subject = .localKey("r1")

    var testDescription: String { kind.rawValue }

    static let ofEveryKind: [Example] =
        [
            Example(kind: .residentRegistered, data: SampleData.resident),
            Example(kind: .consentGiven, data: SampleData.consent),
            Example(kind: .consentWithdrawn, data: SampleData.consent),
            Example(
                kind: .screeningCompleted,
                data: SampleData.screening([Int?](repeating: 0, count: 9), total: "0", severity: #""minimal""#)),
            Example(kind: .activityHeld, data: SampleData.activity, subject: .nobody),
            Example(kind: .activityAttended, data: SampleData.attendance),
            Example(kind: .activityAttended, data: SampleData.headCount, subject: .nobody),
            Example(kind: .feedbackGiven, data: SampleData.feedback),
            Example(
                kind: .channelMeasured,
                data: #"{"channel":"wechat","metric":"reads","count":300,"content":"c1"}"#, subject: .nobody),
        ]
        + [.orderPlaced, .orderAccepted, .orderDelivered, .orderVerified, .orderCancelled].map {
            Example(
                kind: $0,
                data:
                    """
                    {"order":"o1","package":"companion","item":"visit","amountFen":8000,"copaymentFen":2000,\
                    "group":"low-income","performer":"department:civil-affairs","evidence":"e","reason":"r"}
                    """
            )
        }
        + [.enrolmentStarted, .enrolmentItemDone, .enrolmentEnded].map {
            Example(kind: $0, data: SampleData.enrolment)
        }

    func draft(_ data: String) -> FactDraft {
        FactDraft(
            kind: kind, occurredAt: FixedClock.now, actor: "staff:desk", subject: subject, data: Array(data.utf8))
    }

    func text() throws -> String { try Self.text(of: object()) }

    /// The data with another value in the place of one member.
    func with(_ member: String, _ value: JSONValue) throws -> String {
        var object = try object()
        object[member] = value.object
        return try Self.text(of: object)
    }

    /// The data, then the data with each member missing or of another value.
    func variants() throws -> [String] {
        let object = try object()
        var variants = [try Self.text(of: object)]
        for path in Self.paths(in: object) {
            variants.append(try Self.text(of: Self.replacing(path[...], in: object, by: nil)))
            for value in JSONValue.slips {
                variants.append(try Self.text(of: Self.replacing(path[...], in: object, by: value.object)))
            }
        }
        return variants
    }

    private func object() throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any])
    }

    private static func text(of object: Any) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: object, options: .sortedKeys), as: UTF8.self)
    }

    /// Where every value stands, in objects and in the first element of lists.
    private static func paths(in value: Any) -> [[String]] {
        switch value {
        case let object as [String: Any]:
            object.keys.sorted().flatMap { key in [[key]] + paths(in: object[key] ?? NSNull()).map { [key] + $0 } }
        case let list as [Any]: list.first.map { [["0"]] + paths(in: $0).map { ["0"] + $0 } } ?? []
        default: []
        }
    }

    private static func replacing(_ path: ArraySlice<String>, in value: Any, by replacement: Any?) -> Any {
        guard let first = path.first else { return replacement ?? NSNull() }
        let rest = path.dropFirst()
        if var object = value as? [String: Any] {
            object[first] =
                rest.isEmpty ? replacement : replacing(rest, in: object[first] ?? NSNull(), by: replacement)
            return object
        }
        guard var list = value as? [Any], !list.isEmpty else { return value }
        if rest.isEmpty, replacement == nil { return Array(list.dropFirst()) }
        list[0] = replacing(rest, in: list[0], by: replacement)
        return list
    }
}

/// A value that data may hold.
enum JSONValue: Hashable, Sendable {
    case null, bool(Bool), integer(Int64), fraction(Double), bytes(Int), text(String), emptyList, emptyObject

    /// `NSNumber` keeps true apart from 1.
    var object: Any {
        switch self {
        case .null: NSNull()
        case .bool(let value): NSNumber(value: value)
        case .integer(let value): NSNumber(value: value)
        case .fraction(let value): NSNumber(value: value)
        case .bytes(let count): String(repeating: "x", count: count)
        case .text(let text): text
        case .emptyList: [Any]()
        case .emptyObject: [String: Any]()
        }
    }

    /// Values at and around every limit, of every type.
    static let slips: [JSONValue] =
        [.null, .bool(true), .bool(false), .fraction(1.5), .emptyList, .emptyObject]
        + [
            -1, 0, 1, 2, 3, 4, 5, 6, 27, 28, 130, 131, 150, 151, 10_080, 10_081, 100_000, 100_001, 100_000_000,
            100_000_001,
            1_000_000_000, 1_000_000_001, 1_000_000_000_000, Int64.max,
        ].map { .integer($0) }
        + [0, 1, 200, 201, 1000, 1001, 2000, 2001, 4000].map { .bytes($0) }
        + [
            " ", "moon", "female", "none", "crisis", "severe", "minimal", "refused", "1880-1884", "1850-1854",
            "1845-1849",
            "2100-2104", "2105-2109", "2195-2199", "1955-1960", "１９５５-１９５９", "2026-02-29", "2028-02-29", "0000-01-01",
            "2026-2-1", "a\u{0}b", "\u{FEFF}", "e\u{301}", "PHQ-9", "GDS-15", "1.0.0", "2.0.0", "unit", "plays",
        ].map { .text($0) }
}

/// The largest good value of a member and the next one.
struct Limit: Sendable, CustomTestStringConvertible {
    var kind: FactKind
    var member: String
    var inside: JSONValue
    var outside: JSONValue

    var testDescription: String { "\(kind.rawValue) \(member)" }

    static let all: [Limit] = [
        Limit(kind: .orderCancelled, member: "reason", inside: .bytes(2000), outside: .bytes(2001)),
        Limit(kind: .orderDelivered, member: "evidence", inside: .bytes(2000), outside: .bytes(2001)),
        Limit(kind: .enrolmentEnded, member: "reason", inside: .bytes(2000), outside: .bytes(2001)),
        Limit(kind: .orderPlaced, member: "amountFen", inside: .integer(100_000_000), outside: .integer(100_000_001)),
        Limit(
            kind: .channelMeasured, member: "count", inside: .integer(1_000_000_000), outside: .integer(1_000_000_001)),
        Limit(kind: .activityHeld, member: "capacity", inside: .integer(100_000), outside: .integer(100_001)),
        Limit(kind: .activityHeld, member: "minutes", inside: .integer(10_080), outside: .integer(10_081)),
        Limit(kind: .feedbackGiven, member: "score", inside: .integer(5), outside: .integer(6)),
        Limit(
            kind: .residentRegistered, member: "birthYearBand", inside: .text("2100-2104"), outside: .text("2105-2109")),
        Limit(kind: .consentGiven, member: "purpose", inside: .bytes(200), outside: .bytes(201)),
        Limit(kind: .consentWithdrawn, member: "textVersion", inside: .bytes(200), outside: .bytes(201)),
        Limit(kind: .orderPlaced, member: "copaymentFen", inside: .integer(8000), outside: .integer(8001)),
        Limit(kind: .orderPlaced, member: "group", inside: .bytes(200), outside: .bytes(201)),
        Limit(kind: .orderPlaced, member: "performer", inside: .bytes(200), outside: .bytes(201)),
        Limit(kind: .orderPlaced, member: "order", inside: .bytes(200), outside: .bytes(201)),
    ]
}

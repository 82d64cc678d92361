import FactLog
import Foundation
import HubModel
import PluginKit

/// The rules that the data of a fact keeps before it is recorded, so that the hub need not quarantine it.
struct FactRules: Sendable {
    /// How far a station's clock may lie behind what it records.
    static let futureTolerance: TimeInterval = 24 * 3600

    /// An earlier fact of the book that a correction points at.
    struct CorrectedFact {
        var kind: FactKind
        var subject: FactDraft.Subject
    }

    /// The instruments whose screenings may be recorded.
    var instruments: [Instrument] = []

    /// Reads the data as the type of its kind, checks it and returns its canonical bytes.
    ///
    /// - Parameter corrected: an earlier fact of the book; nil when it has none there, or of an unknown kind.
    /// - Throws: ``FactRefused`` that names the member.
    func checkedData(
        of draft: FactDraft, recordedAt: Date, corrected: (FactPlace) throws -> CorrectedFact?
    ) throws -> [UInt8] {
        guard draft.kind.knownVersions.contains(draft.version) else {
            throw FactRefused(
                "unknown_version", zh: "不认识 \(draft.kind.rawValue) 的版本 \(draft.version)",
                en: "version \(draft.version) of \(draft.kind.rawValue) is not known")
        }
        try Self.checkHeader(draft, recordedAt: recordedAt)
        switch draft.kind {
        case .correction: return try correction(draft, corrected)
        default: return try data(draft.data, of: draft.kind, subject: draft.subject)
        }
    }

    private static func checkHeader(_ draft: FactDraft, recordedAt: Date) throws {
        // The earliest is the birth of the oldest person alive; earlier times are slips of the keyboard.
        let earliest = Date(timeIntervalSince1970: -2_208_988_800)
        guard draft.occurredAt >= earliest, draft.occurredAt <= recordedAt.addingTimeInterval(futureTolerance) else {
            throw FactRefused(
                "impossible_date", zh: "发生时间须在 1900 年之后，且不晚于本站时钟 24 小时",
                en: "occurredAt lies before 1900 or more than 24 hours ahead of the station's clock")
        }
        let known = ["staff:", "resident-link:", "import:"].contains {
            draft.actor.hasPrefix($0) && draft.actor.utf8.count > $0.utf8.count
        }
        guard known, draft.actor.utf8.count <= 200, draft.actor.utf8.allSatisfy({ $0 >= 0x20 }) else {
            throw FactRefused(
                "invalid_actor", zh: "记录人须写作 staff:…、resident-link:… 或 import:…",
                en: "actor is staff:<id>, resident-link:<id> or import:<id>")
        }
        if case .localKey(let key) = draft.subject {
            guard (1...200).contains(key.utf8.count) else {
                throw FactRefused("out_of_range", zh: "居民编号长度须为 1 至 200", en: "a resident's key has 1 to 200 bytes")
            }
        }
    }

    private func data(_ bytes: [UInt8], of kind: FactKind, subject: FactDraft.Subject) throws -> [UInt8] {
        switch kind {
        case .residentRegistered:
            try Self.checkSubject(subject, required: true)
            return try Self.canonical(bytes) { (data: ResidentRegistered) in try Self.check(data) }
        case .consentGiven, .consentWithdrawn:
            try Self.checkSubject(subject, required: true)
            return try Self.canonical(bytes) { (data: Consent) in try Self.check(data) }
        case .screeningCompleted:
            try Self.checkSubject(subject, required: true)
            return try Self.canonical(bytes) { (data: ScreeningCompleted) in try check(data) }
        case .activityHeld:
            try Self.checkSubject(subject, required: false)
            return try Self.canonical(bytes) { (data: ActivityHeld) in try Self.check(data) }
        case .activityAttended:
            return try Self.canonical(bytes) { (data: ActivityAttended) in try Self.check(data, subject) }
        case .orderPlaced, .orderAccepted, .orderDelivered, .orderVerified, .orderCancelled:
            return try Self.canonical(bytes) { (data: OrderStep) in try Self.check(data) }
        case .enrolmentStarted, .enrolmentItemDone, .enrolmentEnded:
            try Self.checkSubject(subject, required: true)
            return try Self.canonical(bytes) { (data: EnrolmentStep) in try Self.check(data) }
        case .feedbackGiven:
            return try Self.canonical(bytes) { (data: FeedbackGiven) in try Self.check(data) }
        case .channelMeasured:
            try Self.checkSubject(subject, required: false)
            return try Self.canonical(bytes) { (data: ChannelMeasured) in try Self.check(data) }
        case .correction:
            throw FactRefused("invalid_correction", zh: "更正不能再被更正", en: "a correction can't be corrected")
        }
    }

    private static func checkSubject(_ subject: FactDraft.Subject, required: Bool) throws {
        if required, subject == .nobody {
            throw FactRefused("missing_subject", zh: "缺少居民", en: "the resident is missing")
        }
        if !required, subject != .nobody {
            throw FactRefused("unexpected_subject", zh: "这类记录不针对居民", en: "facts of this kind are not about a resident")
        }
    }

    /// Replaces the members of a correction's replacement by their canonical form under the rules of the corrected fact's
    /// kind, for whom that fact is about: the replacement counts in its place.
    private func correction(
        _ draft: FactDraft, _ corrected: (FactPlace) throws -> CorrectedFact?
    ) throws -> [UInt8] {
        struct Envelope: Decodable {
            var corrects: FactPlace
        }
        let members = try ObjectMembers(draft.data)
        try members.refuseOthers(than: ["corrects", "replacement"])
        let envelope = try Self.decode(Envelope.self, draft.data)
        guard let fact = try corrected(envelope.corrects) else {
            throw FactRefused(
                "invalid_correction", zh: "本站没有被更正的记录 \(envelope.corrects)",
                en: "the book has no fact \(envelope.corrects) to correct")
        }
        let target = "\"corrects\":{\"epoch\":\(envelope.corrects.epoch),\"seq\":\(envelope.corrects.seq)}"
        guard let replacement = members.values["replacement"], replacement != Array("null".utf8) else {
            guard fact.kind != .correction else {
                throw FactRefused("invalid_correction", zh: "更正不能再被更正", en: "a correction can't be corrected")
            }
            return Array("{\(target),\"replacement\":null}".utf8)
        }
        let data = try data(replacement, of: fact.kind, subject: fact.subject)
        return Array("{\(target),\"replacement\":".utf8) + data + Array("}".utf8)
    }

    private static func canonical<Data: Codable>(_ bytes: [UInt8], check: (Data) throws -> Void) throws -> [UInt8] {
        let value = try decode(Data.self, bytes)
        try check(value)
        let canonical = try FactComposer.dataBytes(encoding: value)
        // A misspelt member would otherwise vanish without a word.
        try ObjectMembers(bytes).refuseOthers(than: Set(try ObjectMembers(canonical).values.keys))
        return canonical
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch let error as DecodingError {
            throw FactRefused(decoding: error)
        }
    }
}

/// The members of a JSON object with the bytes of their values, compact.
private struct ObjectMembers {
    var values: [String: [UInt8]] = [:]

    init(_ bytes: [UInt8]) throws {
        guard let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else {
            throw FactRefused("malformed_json", zh: "数据须为 JSON 对象", en: "the data is a JSON object")
        }
        for (key, value) in object {
            values[key] = Array(
                try JSONSerialization.data(withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys]))
        }
    }

    /// Members whose value is null say the same as no member at all.
    func refuseOthers(than known: Set<String>) throws {
        let others = values.filter { $0.value != Array("null".utf8) && !known.contains($0.key) }.keys.sorted()
        guard let first = others.first else { return }
        throw FactRefused("unknown_member", zh: "不认识数据项“\(first)”", en: "the data has no member '\(first)'")
    }
}

extension FactRefused {
    init(decoding error: DecodingError) {
        let path: [any CodingKey]
        let code: String
        switch error {
        case .keyNotFound(let key, let context): (path, code) = (context.codingPath + [key], "missing_member")
        case .valueNotFound(_, let context): (path, code) = (context.codingPath, "missing_member")
        case .typeMismatch(_, let context): (path, code) = (context.codingPath, "wrong_type")
        case .dataCorrupted(let context): (path, code) = (context.codingPath, "malformed_json")
        @unknown default: (path, code) = ([], "malformed_json")
        }
        let name = path.map { $0.intValue.map { "\($0 + 1)" } ?? $0.stringValue }.joined(separator: ".")
        switch code {
        case "missing_member": self.init(code, zh: "缺少数据项“\(name)”", en: "the member '\(name)' is missing")
        case "wrong_type": self.init(code, zh: "数据项“\(name)”类型不符", en: "the member '\(name)' has the wrong type")
        default:
            self.init(
                code, zh: name.isEmpty ? "数据不是 JSON" : "数据项“\(name)”的值不可用",
                en: name.isEmpty ? "the data is not JSON" : "the member '\(name)' has a value that can't be used")
        }
    }
}

import Foundation
import HubModel

/// What a checkpoint states. Its text is JSON with sorted keys; signed and hashed is the text as it stands.
struct AuditStatement: Codable, Hashable, Sendable {
    /// Keeps a signature from being taken for one of something else.
    static let form = "xinlian/audit/1/checkpoint"

    let form: String
    /// Counted from 1 without gaps.
    let number: Int64
    /// UTC to the microsecond, such as `2026-03-02T04:00:00.000000Z`.
    let at: String
    /// The SHA-256 of the text of the statement before, in hexadecimal digits.
    let previous: String
    /// The id of the key.
    let key: String
    /// The last entries of the streams that changed since the statement before.
    let heads: [AuditHead]
    /// Entries up to these were removed because they had been kept long enough.
    let cuts: [AuditHead]

    init(number: Int64, at time: Date, previous: [UInt8], key: String, heads: [AuditHead], cuts: [AuditHead]) {
        form = Self.form
        self.number = number
        at = Self.text(of: time)
        self.previous = Hexadecimal.text(of: previous)
        self.key = key
        self.heads = heads
        self.cuts = cuts
    }

    /// Returns nil when the text is something else.
    init?(text: String) {
        guard let statement = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)), statement.form == Self.form
        else { return nil }
        self = statement
    }

    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    static func text(of time: Date) -> String {
        let micros = Int64((time.timeIntervalSinceReferenceDate * 1_000_000).rounded())
        let rest = (micros % 1_000_000 + 1_000_000) % 1_000_000
        let whole = Date(timeIntervalSinceReferenceDate: Double((micros - rest) / 1_000_000))
        let digits = String(rest)
        return whole.formatted(.iso8601).dropLast() + "." + String(repeating: "0", count: 6 - digits.count) + digits
            + "Z"
    }
}

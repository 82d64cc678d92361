import Foundation

/// The place of an entry in the order of a search.
public struct AuditCursor: Hashable, Sendable {
    let recordedAt: Date
    let stream: String
    let seq: Int64

    public init(after entry: AuditEntry) {
        recordedAt = entry.recordedAt
        stream = entry.stream
        seq = entry.seq
    }

    /// Reads the text that ``text`` gave; nil when it is something else.
    public init?(text: String) {
        let parts = text.split(separator: "~", omittingEmptySubsequences: false)
        guard parts.count == 3, let micros = Int64(parts[0]), let seq = Int64(parts[2]),
            let stream = Organization(auditStream: String(parts[1]))
        else { return nil }
        recordedAt = Date(timeIntervalSinceReferenceDate: Double(micros) / 1_000_000)
        self.stream = stream.auditStream
        self.seq = seq
    }

    /// A text for a link, such as `793512000000000~station/S07~12`.
    public var text: String {
        "\(Int64((recordedAt.timeIntervalSinceReferenceDate * 1_000_000).rounded()))~\(stream)~\(seq)"
    }
}

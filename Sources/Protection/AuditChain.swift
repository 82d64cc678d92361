import Crypto

/// The chain of hashes of a stream of the audit trail, as `append_audit_event()` computes it in the database and
/// ``VerifyAuditTrail`` again from the stored columns.
///
/// - The hash before the first entry is the SHA-256 of the text `xinlian/audit/1/<stream>`.
/// - The hash of an entry is the SHA-256 of the hash before it (32 bytes), its `seq` (8 bytes, big-endian) and its 16
///   fields in the order of the columns: stream, recorded_at, stored_at, action, type, outcome, agent_kind, agent, role,
///   organization, source, entity_type, entity_id, purpose, reason, details.
/// - A field is its length in bytes (4 bytes, big-endian) and its bytes: a text in UTF-8, a time as microseconds since
///   2000-01-01 00:00 UTC (8 bytes, big-endian). A field that is NULL is the length -1 and nothing else.
///
/// The number of fields is fixed and each brings its length, so no two entries give the same bytes.
enum AuditChain {
    static func genesis(of stream: String) -> [UInt8] {
        Array(SHA256.hash(data: Array("xinlian/audit/1/\(stream)".utf8)))
    }

    static func hash(after previous: [UInt8], seq: Int64, fields: [[UInt8]?]) -> [UInt8] {
        var bytes = previous
        bytes.reserveCapacity(512)
        append(seq, to: &bytes)
        for field in fields {
            append(field.map { Int32(truncatingIfNeeded: $0.count) } ?? -1, to: &bytes)
            bytes += field ?? []
        }
        return Array(SHA256.hash(data: bytes))
    }

    private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.bigEndian) { bytes += $0 }
    }
}

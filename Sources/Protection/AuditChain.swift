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

extension [UInt8] {
    /// Lower-case hexadecimal digits.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0x0F)]] }, as: UTF8.self)
    }

    init?(hexadecimal text: String) {
        guard text.utf8.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        var rest = Substring(text)
        while !rest.isEmpty {
            guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        self = bytes
    }
}

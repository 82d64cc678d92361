import FactLog
import Foundation

/// One page of `GET changes`: documents from the hub with their bytes as they came.
struct ChangesPage: Hashable, Sendable {
    struct Change: Hashable, Sendable {
        var number: Int64
        var key: String
        var version: String
        /// 64 hexadecimal digits: SHA-256 of the document's bytes as they stand in the answer; nil for a tombstone.
        var digest: String?
        /// Nil for a tombstone.
        var document: [UInt8]?

        var matchesDigest: Bool {
            guard let document else { return true }
            return digest == ContentDigest.sha256(inFieldValue: ContentDigest.fieldValue(of: document))?.description
        }
    }

    var changes: [Change]
    var cursor: Int64
    var more: Bool

    /// Reads an answer; nil when it has another form.
    init?(_ body: [UInt8]) {
        var tokens = JSONTokens()
        let page: (changes: [Change], cursor: Int64, more: Bool)? = body.withUnsafeBufferPointer { bytes in
            guard (try? tokens.read(bytes)) != nil else { return nil }
            let fields = JSONFields(tokens: tokens, bytes: bytes)
            guard let list = fields.member("changes", of: fields.root), fields.kind(list) == .array,
                let cursor = fields.member("cursor", of: fields.root).flatMap({ fields.integer($0) }),
                let more = fields.member("more", of: fields.root)
            else { return nil }
            var changes: [Change?] = []
            fields.forEachElement(of: list) { changes.append(Self.change($0, fields)) }
            guard changes.allSatisfy({ $0 != nil }) else { return nil }
            return (changes.compactMap { $0 }, cursor, fields.kind(more) == .true)
        }
        guard let page else { return nil }
        (changes, cursor, more) = page
    }

    private static func change(_ value: JSONFields.Value, _ fields: JSONFields) -> Change? {
        guard let number = fields.member("number", of: value).flatMap({ fields.integer($0) }),
            let key = fields.member("key", of: value).flatMap({ fields.text($0) }), !key.isEmpty,
            let version = fields.member("version", of: value), let document = fields.member("document", of: value)
        else { return nil }
        let isTombstone = fields.kind(document) == .null
        // The hub may count versions or name them.
        let versionText = fields.text(version) ?? String(decoding: fields.raw(version), as: UTF8.self)
        return Change(
            number: number, key: key, version: versionText,
            digest: fields.member("digest", of: value).flatMap { fields.text($0) },
            document: isTombstone ? nil : rawBytes(document, fields))
    }

    /// The bytes of a value, quotation marks of a string included.
    private static func rawBytes(_ value: JSONFields.Value, _ fields: JSONFields) -> [UInt8] {
        let raw = Array(fields.raw(value))
        return fields.kind(value) == .string ? [0x22] + raw + [0x22] : raw
    }
}

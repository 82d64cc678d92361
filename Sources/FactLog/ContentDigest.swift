import Crypto
public import Foundation
import RawStructuredFieldValues

/// The request header `Content-Digest` with SHA-256 (RFC 9530).
public enum ContentDigest {
    public static let fieldName = "Content-Digest"

    /// The header's value for a body.
    public static func fieldValue(of body: some DataProtocol) -> String {
        "sha-256=:\(Data(SHA256.hash(data: body)).base64EncodedString()):"
    }

    /// The SHA-256 digest in a header's value; nil when there is none.
    public static func sha256(inFieldValue value: String) -> FactHash? {
        var parser = StructuredFieldValueParser(Array(value.utf8))
        guard let members = try? parser.parseDictionaryFieldValue(), case .item(let item) = members["sha-256"],
            case .undecodedByteSequence(let text) = item.rfc9651BareItem, let data = Data(base64Encoded: text)
        else { return nil }
        return FactHash(bytes: data)
    }
}

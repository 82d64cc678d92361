public import Foundation
import RawStructuredFieldValues

/// A signature that came with a request (RFC 9421), read but not verified.
///
/// Only what the sync protocol needs: Ed25519, component identifiers without parameters.
public struct MessageSignature: Sendable {
    public static let inputFieldName = "Signature-Input"
    public static let fieldName = "Signature"
    /// The label under which a station signs.
    public static let label = "xl"
    /// The name of Ed25519 in the registry of RFC 9421, section 6.2.
    static let algorithm = "ed25519"

    /// Which key signed, as the signer says.
    public let keyID: String
    /// When, by the signer's clock, within the years 1 to 9999.
    public let signedAt: Date
    private let base: [UInt8]
    private let signature: [UInt8]

    /// Reads the signature of a request.
    ///
    /// - Parameters:
    ///   - label: which signature, when there are several.
    ///   - required: component names that it must cover; it may cover more.
    /// - Throws: ``MessageSignatureError``.
    public init(
        of request: SignableRequest, label: String = Self.label, covering required: [String]
    ) throws(MessageSignatureError) {
        guard case .innerList(let input) = try Self.member(label, of: Self.inputFieldName, in: request) else {
            throw .unreadable(Self.inputFieldName)
        }
        guard case .item(let item) = try Self.member(label, of: Self.fieldName, in: request),
            case .undecodedByteSequence(let text) = item.rfc9651BareItem, let bytes = Data(base64Encoded: text)
        else { throw .unreadable(Self.fieldName) }
        let parameters = input.rfc9651Parameters
        guard case .string(let keyID)? = parameters["keyid"] else { throw .parameter("keyid") }
        guard case .integer(let created)? = parameters["created"] else { throw .parameter("created") }
        if let algorithm = parameters["alg"], algorithm != .string(Self.algorithm) { throw .parameter("alg") }
        let names = try Self.names(input)
        for name in required where !names.contains(name) { throw .uncovered(name) }
        self.keyID = keyID
        signedAt = Date(timeIntervalSince1970: Double(min(max(created, -62_135_596_800), 253_402_300_799)))
        base = try Self.base(names, input, of: request)
        signature = Array(bytes)
    }

    /// Whether the private half of the key made it for exactly this request.
    public func isValid(under key: StationPublicKey) -> Bool { key.isSignature(signature, of: base) }

    private static func member(
        _ label: String, of field: String, in request: SignableRequest
    ) throws(MessageSignatureError) -> ItemOrInnerList? {
        guard let value = request.field(field.lowercased()) else { throw .missing(field) }
        var parser = StructuredFieldValueParser(Array(value.utf8))
        guard let members = try? parser.parseDictionaryFieldValue() else { throw .unreadable(field) }
        return members[label]
    }

    /// The covered components in their order.
    private static func names(_ input: InnerList) throws(MessageSignatureError) -> [String] {
        var names: [String] = []
        for item in input.bareInnerList {
            guard case .string(let name) = item.rfc9651BareItem else { throw .unreadable(inputFieldName) }
            // Parameters such as `sf` or `key` choose another form of a component, none of which is known here.
            guard item.rfc9651Parameters.isEmpty else { throw .unresolvable(name) }
            guard !names.contains(name) else { throw .duplicate(name) }
            names.append(name)
        }
        return names
    }

    /// The bytes that are signed (RFC 9421, section 2.5), with the parameters in the signer's order.
    fileprivate static func base(
        _ names: [String], _ input: InnerList, of request: SignableRequest
    ) throws(MessageSignatureError) -> [UInt8] {
        var lines: [String] = []
        for name in names {
            guard let value = request.component(name) else { throw .unresolvable(name) }
            lines.append("\"\(name)\": \(value)")
        }
        lines.append("\"@signature-params\": \(try text(of: input))")
        return Array(lines.joined(separator: "\n").utf8)
    }

    fileprivate static func text(of input: InnerList) throws(MessageSignatureError) -> String {
        var serializer = StructuredFieldValueSerializer()
        guard let bytes = try? serializer.writeListFieldValue([.innerList(input)]) else {
            throw .unreadable(inputFieldName)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension SignableRequest {
    /// Signs the request.
    ///
    /// - Parameters:
    ///   - components: names in the order in which they are covered.
    ///   - keyID: how the verifier finds the key; its thumbprint unless said otherwise.
    /// - Returns: the header fields `Signature-Input` and `Signature`.
    /// - Throws: ``MessageSignatureError`` when a component is not there.
    public func signatureFields(
        covering components: [String], by key: StationPrivateKey, keyID: String? = nil, at now: Date,
        label: String = MessageSignature.label
    ) throws -> [(name: String, value: String)] {
        var items = BareInnerList()
        for name in components {
            items.append(Item(bareItem: .string(name), parameters: [:] as OrderedMap<String, RFC9651BareItem>))
        }
        let input = InnerList(
            bareInnerList: items,
            parameters: [
                "created": .integer(Int64(now.timeIntervalSince1970)), "keyid": .string(keyID ?? key.publicKey.id),
                "alg": .string(MessageSignature.algorithm),
            ])
        let base = try MessageSignature.base(components, input, of: self)
        let signature = Data(try key.signature(of: base)).base64EncodedString()
        return [
            (name: MessageSignature.inputFieldName, value: "\(label)=\(try MessageSignature.text(of: input))"),
            (name: MessageSignature.fieldName, value: "\(label)=:\(signature):"),
        ]
    }
}

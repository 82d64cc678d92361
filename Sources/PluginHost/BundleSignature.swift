import Crypto
import DistrictConfig
import Foundation

/// `bundle.sig`: who signed `bundle.json`, and the Ed25519 signature (RFC 8032) over its exact bytes.
///
/// One line: `xinlian-plugin-bundle-v1 <key id> <signature in base64url>`. The same first word and a NUL stand before the
/// signed bytes, so that a signature made for anything else is none here.
struct BundleSignature: Hashable {
    private static let label = "xinlian-plugin-bundle-v1"

    /// The id of the key.
    let signer: String
    private let bytes: Data

    /// Signs the bytes of a `bundle.json`.
    init(of manifest: Data, by key: PluginSigningKey) throws {
        signer = key.id
        bytes = try key.signature(of: Self.message(manifest))
    }

    /// Reads `bundle.sig`; anything but the one line refuses it.
    init(reading file: Data) throws(BundleRefusal) {
        guard let text = String(validating: file, as: UTF8.self), text.hasSuffix("\n") else {
            throw .signatureMalformed
        }
        let parts = text.dropLast().split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == Self.label, TrustedPluginKey.isID(String(parts[1])),
            let bytes = URLSafeBase64.bytes(of: String(parts[2])), bytes.count == 64
        else { throw .signatureMalformed }
        signer = String(parts[1])
        self.bytes = bytes
    }

    var file: Data { Data("\(Self.label) \(signer) \(URLSafeBase64.text(of: bytes))\n".utf8) }

    /// - Throws: ``BundleRefusal/signerUnknown(id:trusted:nearest:)`` or ``BundleRefusal/signatureWrong(signer:)``.
    func check(_ manifest: Data, trusted: [TrustedPluginKey]) throws(BundleRefusal) {
        guard let trustedKey = trusted.first(where: { $0.id == signer }) else {
            let ids = trusted.map(\.id).sorted()
            throw .signerUnknown(id: signer, trusted: ids, nearest: NearestName.of(signer, among: ids))
        }
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: trustedKey.publicKey),
            key.isValidSignature(bytes, for: Self.message(manifest))
        else { throw .signatureWrong(signer: signer) }
    }

    private static func message(_ manifest: Data) -> Data { Data((label + "\0").utf8) + manifest }
}

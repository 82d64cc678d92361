import Foundation
import HubModel

private enum TrustedKeyKey: String, CaseIterable {
    case id, publicKey, comment
}

/// Reads `plugin-keys.yaml`.
enum TrustedPluginKeyReader {
    static let file = "plugin-keys.yaml"

    static func read(_ value: Value) -> [TrustedPluginKey] {
        var ids = Declarations(what: LocalizedText(zh: "密钥", en: "key"))
        var keys = Declarations(what: LocalizedText(zh: "公钥", en: "public key"))
        return value.list().compactMap { element in
            guard let reader = MappingReader<TrustedKeyKey>(element) else { return nil }
            let idValue = reader.required(.id)
            let id = idValue?.code(.lowercase)
            if let id, let idValue { ids.declare(id, at: idValue.place, log: value.source.log) }
            let keyValue = reader.required(.publicKey)
            let text = keyValue?.scalar(expected: expected)
            let publicKey = text.flatMap(bytes)
            if let text, let keyValue {
                if publicKey == nil {
                    keyValue.report(
                        .wrongFormat, zh: "“\(text.shortened)”不是公钥", en: "'\(text.shortened)' is not a public key",
                        allowed: expected)
                } else {
                    keys.declare(text, at: keyValue.place, log: value.source.log)
                }
            }
            let comment = reader.optional(.comment).map { $0.text() }
            guard let id, let publicKey else { return nil }
            return TrustedPluginKey(id: id, publicKey: publicKey, comment: comment.flatMap { $0 } ?? "")
        }
    }

    private static let expected = LocalizedText(
        zh: "plugins keygen 给出的 43 个字符（base64url）", en: "the 43 characters of base64url that plugins keygen prints")

    private static func bytes(_ text: String) -> [UInt8]? {
        guard text.utf8.count == 43 else { return nil }
        let standard = text.replacing("-", with: "+").replacing("_", with: "/") + "="
        guard let data = Data(base64Encoded: standard), data.count == 32, data.base64EncodedString() == standard else {
            return nil
        }
        return Array(data)
    }
}

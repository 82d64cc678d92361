import Crypto
import Foundation

/// The text of a key file.
enum KeyText {
    private static let idLimit = 40

    static func read(_ text: String) throws(KeyRingError) -> [KeyRing.Key] {
        var keys: [KeyRing.Key] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" || $0 == "\r" }
            guard !words.isEmpty else { continue }
            let key = try read(words, line: index + 1)
            guard !keys.contains(where: { $0.purpose == key.purpose && $0.id == key.id }) else {
                throw .malformed(line: index + 1, .doubledID)
            }
            keys.append(key)
        }
        return keys
    }

    private static func read(_ words: [Substring], line: Int) throws(KeyRingError) -> KeyRing.Key {
        guard words.count == 3 else { throw .malformed(line: line, .wordCount) }
        guard let purpose = KeyPurpose(rawValue: String(words[0])) else { throw .malformed(line: line, .purpose) }
        guard isID(words[1]) else { throw .malformed(line: line, .id) }
        guard let bytes = Data(base64Encoded: String(words[2])), bytes.count == 32 else {
            throw .malformed(line: line, .secret)
        }
        return KeyRing.Key(purpose: purpose, id: String(words[1]), secret: SymmetricKey(data: bytes))
    }

    private static func isID(_ text: Substring) -> Bool {
        (1...idLimit).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// A line with a new random key.
    static func line(_ purpose: KeyPurpose, id: String) -> String {
        let secret = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0).base64EncodedString() }
        return "\(purpose.rawValue) \(id) \(secret)\n"
    }

    /// Whether a line of the text is the one of a key.
    static func isLine(_ line: Substring, of purpose: KeyPurpose, _ id: String) -> Bool {
        let words = line.split { $0 == " " || $0 == "\t" || $0 == "\r" }
        return words.count >= 2 && words[0] == purpose.rawValue && words[1] == id
    }
}

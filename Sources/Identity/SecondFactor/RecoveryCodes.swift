import Crypto
import Foundation

/// Codes that stand in for a lost second factor, each good once.
public enum RecoveryCodes {
    static let count = 10

    /// Ten codes of 80 random bits, in four groups of four.
    static func make() -> [String] {
        (0..<count).map { _ in
            var generator = SystemRandomNumberGenerator()
            let bytes = (0..<10).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            let text = Array(Base32.encode(bytes))
            return stride(from: 0, to: 16, by: 4).map { String(text[$0..<($0 + 4)]) }.joined(separator: "-")
        }
    }

    /// SHA-256 of a code as typed, whatever its case and hyphens; nil when it can't be one.
    static func digest(of typed: String) -> [UInt8]? {
        let plain = typed.uppercased().filter { $0.isLetter || $0.isNumber }
        guard plain.count == 16 else { return nil }
        return Array(SHA256.hash(data: Data(plain.utf8)))
    }
}

import Crypto
import Foundation

/// SHA-256 as it is written in bundles.
enum BundleDigest {
    /// 64 lower-case hexadecimal digits.
    static func text(of bytes: Data) -> String {
        SHA256.hash(data: bytes).map { String($0 >> 4, radix: 16) + String($0 & 0x0F, radix: 16) }.joined()
    }

    static func isText(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}

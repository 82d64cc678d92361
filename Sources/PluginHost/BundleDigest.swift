import Crypto
import Foundation
import HubModel

/// SHA-256 as it is written in bundles.
enum BundleDigest {
    /// 64 lower-case hexadecimal digits.
    static func text(of bytes: Data) -> String {
        Hexadecimal.text(of: SHA256.hash(data: bytes))
    }

    static func isText(_ text: String) -> Bool {
        Hexadecimal.bytes(of: text)?.count == SHA256.byteCount
    }
}

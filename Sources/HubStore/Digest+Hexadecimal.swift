import Crypto

extension Digest {
    /// Lower-case hexadecimal digits of its first bytes.
    func hexadecimal(bytes count: Int = Self.byteCount) -> String {
        prefix(count).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

import Foundation

/// A range of addresses, such as `10.0.0.0/8` or `::1`.
public struct AddressRange: Hashable, Sendable {
    private let prefix: [UInt8]
    private let bits: Int

    /// Returns nil unless the text is an address or a range in CIDR notation (RFC 4632, RFC 4291).
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let bytes = Self.bytes(of: String(parts[0])) else { return nil }
        let all = bytes.count * 8
        guard let bits = parts.count == 2 ? Int(parts[1]) : all, (0...all).contains(bits) else { return nil }
        prefix = bytes
        self.bits = bits
    }

    public func contains(_ address: String) -> Bool {
        guard let bytes = Self.bytes(of: address), bytes.count == prefix.count else { return false }
        for index in 0..<bits where (bytes[index / 8] ^ prefix[index / 8]) & (0x80 >> UInt8(index % 8)) != 0 {
            return false
        }
        return true
    }

    /// Four or sixteen bytes; an IPv4 address written as an IPv6 one is the IPv4 address.
    private static func bytes(of text: String) -> [UInt8]? {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: &four) { Array($0) } }
        var sixteen = in6_addr()
        guard inet_pton(AF_INET6, text, &sixteen) == 1 else { return nil }
        let bytes = withUnsafeBytes(of: &sixteen) { Array($0) }
        let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        return isMapped ? Array(bytes.suffix(4)) : bytes
    }
}

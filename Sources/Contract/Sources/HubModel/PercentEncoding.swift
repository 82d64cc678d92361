/// Values in addresses and in fields of forms (RFC 3986, section 2).
public enum PercentEncoding {
    /// Letters and digits of ASCII and `-._~` stand as they are, every other byte of UTF-8 as `%` and two upper-case
    /// hexadecimal digits: safe in any part of an address.
    public static func text(of value: String) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(value.utf8.count)
        for byte in value.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: text.append(byte)
            default: text += Array("%\(Hexadecimal.text(of: CollectionOfOne(byte)).uppercased())".utf8)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

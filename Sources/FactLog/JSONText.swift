/// The text of a string token.
enum JSONText {
    static func decoded(_ token: JSONTokens.Token, in bytes: UnsafeBufferPointer<UInt8>) -> String {
        let raw = bytes[Int(token.start)..<Int(token.end)]
        guard token.escaped else { return String(decoding: raw, as: UTF8.self) }
        var units: [UInt16] = []
        var plain: [UInt8] = []
        var position = raw.startIndex
        func flush() {
            units.append(contentsOf: String(decoding: plain, as: UTF8.self).utf16)
            plain.removeAll(keepingCapacity: true)
        }
        while position < raw.endIndex {
            guard bytes[position] == UInt8(ascii: "\\") else {
                plain.append(bytes[position])
                position += 1
                continue
            }
            flush()
            let character = bytes[position + 1]
            if character == UInt8(ascii: "u") {
                let digits = String(decoding: bytes[(position + 2)..<(position + 6)], as: UTF8.self)
                units.append(UInt16(digits, radix: 16) ?? 0xFFFD)
                position += 6
            } else {
                units.append(UInt16(unescaped(character)))
                position += 2
            }
        }
        flush()
        return String(decoding: units, as: UTF16.self)
    }

    private static func unescaped(_ character: UInt8) -> UInt8 {
        switch character {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: character
        }
    }
}

enum Code {
    static func isValid(_ text: String, first: (UInt8) -> Bool, rest: (UInt8) -> Bool) -> Bool {
        guard let head = text.utf8.first, first(head) else { return false }
        return text.utf8.dropFirst().allSatisfy(rest)
    }

    static func isUppercase(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    static func isLowercase(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
    static func isDigitOrHyphen(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || byte == 0x2D }
}

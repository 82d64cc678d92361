import Foundation
import HubModel

extension UUID {
    /// Reads 32 hexadecimal digits of either case in groups of 8, 4, 4, 4 and 12 with hyphens between.
    ///
    /// Every header holds one or two ids, so they are read without making strings.
    init?(hexadecimal text: UnsafeBufferPointer<UInt8>.SubSequence) {
        guard text.count == 36 else { return nil }
        var halves: (UInt64, UInt64) = (0, 0)
        var digits = 0
        for (offset, byte) in text.enumerated() {
            if offset == 8 || offset == 13 || offset == 18 || offset == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            let lowered = (0x41...0x46).contains(byte) ? byte | 0x20 : byte
            guard let value = Hexadecimal.value(of: lowered) else { return nil }
            if digits < 16 {
                halves.0 = halves.0 << 4 | UInt64(value)
            } else {
                halves.1 = halves.1 << 4 | UInt64(value)
            }
            digits += 1
        }
        let bigEndian = (halves.0.bigEndian, halves.1.bigEndian)
        self = withUnsafeBytes(of: bigEndian) { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}

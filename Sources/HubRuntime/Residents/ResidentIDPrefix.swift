import Foundation
public import HubModel

/// The beginning of a resident's id as somebody types it.
public struct ResidentIDPrefix: Sendable, Equatable {
    /// The ids that begin so.
    public let ids: ClosedRange<ResidentID>

    /// Returns nil unless the text is 4 to 32 hexadecimal digits, hyphens left aside.
    public init?(_ text: String) {
        let digits = text.replacing("-", with: "").lowercased()
        guard (4...32).contains(digits.utf8.count), digits.utf8.allSatisfy(Self.isHexadecimal),
            let low = Self.id(digits, filledWith: "0"), let high = Self.id(digits, filledWith: "f")
        else { return nil }
        ids = low...high
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    private static func id(_ digits: String, filledWith digit: Character) -> ResidentID? {
        var text = Array(digits + String(repeating: digit, count: 32 - digits.count))
        for place in [20, 16, 12, 8] { text.insert("-", at: place) }
        return UUID(uuidString: String(text)).map(ResidentID.init(rawValue:))
    }
}

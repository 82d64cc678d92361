import Foundation
import HubModel

/// A citizen's ID number 公民身份号码 (GB 11643-1999): six digits of the place, the date of birth, three digits, and a check
/// character after ISO 7064 MOD 11-2.
struct CitizenIDNumber {
    /// 18 characters, the last one a digit or `X`.
    let text: String

    private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    private static let checkCharacters = Array("10X98765432".utf8)
    private static let firstYear: Int = 1900

    /// Returns nil unless the number can exist on the day of `now`.
    init?(_ text: String, asOf now: Date) {
        let text = text.uppercased()
        let bytes = Array(text.utf8)
        guard bytes.count == 18, bytes[0] != UInt8(ascii: "0"),
            bytes.dropLast().allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        let digits = bytes.dropLast().map { Int($0 - UInt8(ascii: "0")) }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
        let today = CivilDate(daysSinceEpoch: Int64((now.timeIntervalSince1970 / 86_400).rounded(.down)) + 1)
        guard let birth = CivilDate(year: Int64(number(6..<10)), month: number(10..<12), day: number(12..<14)),
            number(6..<10) >= Self.firstYear, birth <= today
        else { return nil }
        let sum = zip(digits, Self.weights).reduce(0) { $0 + $1.0 * $1.1 }
        guard bytes[17] == Self.checkCharacters[sum % 11] else { return nil }
        self.text = text
    }
}

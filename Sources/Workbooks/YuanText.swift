/// Amounts as decimal text, exact for every integer.
public enum YuanText {
    /// Yuan with a point and two decimals, no separators, `-` before a negative amount: -5 fen is `-0.05`.
    public static func exact(fen: some BinaryInteger) -> String {
        let (yuan, rest) = fen.magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(fen < 0 ? "-" : "")\(yuan).\(padded(Int(rest), to: 2))"
    }

    static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

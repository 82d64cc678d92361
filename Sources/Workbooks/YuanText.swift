/// Amounts as decimal text, exact for every integer.
public enum YuanText {
    /// Reads yuan with at most two decimals, no separators: `12`, `12.5`, `0.05`.
    ///
    /// - Returns: fen, or nil when the text is no such amount or does not fit.
    public static func fen(_ text: String) -> Int64? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let digits = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        guard digits, let yuan = parts.first.flatMap({ Int64($0) }) else { return nil }
        let decimals = parts.count > 1 ? parts[1] : "0"
        guard decimals.utf8.count <= 2, var rest = Int64(decimals) else { return nil }
        if decimals.utf8.count == 1 { rest *= 10 }
        let (fen, overflows) = yuan.multipliedReportingOverflow(by: 100)
        let (sum, overflowsToo) = fen.addingReportingOverflow(rest)
        return overflows || overflowsToo ? nil : sum
    }

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

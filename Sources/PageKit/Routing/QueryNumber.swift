public import Hummingbird

/// Numbers in the query.
public enum QueryNumber {
    /// - Throws: `Problem` when it is there and not an integer of the range.
    public static func read(_ name: Substring, of request: Request, in range: ClosedRange<Int64>) throws -> Int64? {
        guard let text = request.uri.queryParameters[name] else { return nil }
        guard let number = Int64(text), range.contains(number) else {
            throw Problem(
                .badRequest, "invalid_parameter", zh: "参数 \(name) 应为 \(range.lowerBound) 至 \(range.upperBound) 的整数",
                en: "\(name) is an integer from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}

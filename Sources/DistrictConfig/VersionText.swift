import HubModel

/// Versions are written `major.minor.patch`.
enum VersionText {
    static func read(_ value: Value) -> String? {
        let expected = LocalizedText(zh: "版本号，如 1.0.0", en: "a version such as 1.0.0")
        guard let text = value.scalar(expected: expected) else { return nil }
        guard text.wholeMatch(of: /(?:0|[1-9][0-9]{0,5})\.(?:0|[1-9][0-9]{0,5})\.(?:0|[1-9][0-9]{0,5})/) != nil else {
            value.report(
                .wrongFormat, zh: "“\(text.shortened)”不是版本号", en: "'\(text.shortened)' is not a version",
                allowed: expected)
            return nil
        }
        return text
    }

    static func isLower(_ left: String, than right: String) -> Bool {
        func numbers(_ version: String) -> [Int] { version.split(separator: ".").compactMap { Int($0) } }
        return numbers(left).lexicographicallyPrecedes(numbers(right))
    }
}

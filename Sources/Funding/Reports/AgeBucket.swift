/// How long something has waited 账龄.
public enum AgeBucket: Int, CaseIterable, Codable, Sendable {
    case upTo30, upTo60, upTo90, over90

    /// The first whole day of each bucket but the first.
    static let laterFirstDays = [31, 61, 91]

    /// The bucket's whole days; nil has no end.
    public var days: (first: Int, last: Int?) {
        let firsts = [0] + Self.laterFirstDays
        return (firsts[rawValue], rawValue + 1 < firsts.count ? firsts[rawValue + 1] - 1 : nil)
    }
}

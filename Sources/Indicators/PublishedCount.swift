/// A count of people as it may be shown [BRD-6]. In JSON the number itself, `"<5"` or `"*"`.
public enum PublishedCount: Hashable, Sendable {
    case exact(Int64)
    /// Fewer than the limit, and at least one; in a row whose sum is small too, also nobody, or zeros would say where its
    /// people are.
    case below(Int)
    /// Not small, or not known to be, but hidden so that a small one beside it can't be worked out.
    case withheld

    /// The number when it is shown.
    public var exactValue: Int64? {
        if case .exact(let value) = self { value } else { nil }
    }
}

extension PublishedCount: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Int64.self) {
            self = .exact(value)
            return
        }
        let text = try container.decode(String.self)
        if text == "*" {
            self = .withheld
        } else if text.hasPrefix("<"), let limit = Int(text.dropFirst()) {
            self = .below(limit)
        } else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a count, <n or *")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .exact(let value): try container.encode(value)
        case .below(let limit): try container.encode("<\(limit)")
        case .withheld: try container.encode("*")
        }
    }
}

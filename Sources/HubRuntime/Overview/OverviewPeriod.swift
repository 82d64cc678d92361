public import HubModel

/// The days an overview speaks about. In JSON and in addresses `2026-11`, or `all`.
public enum OverviewPeriod: Hashable, Sendable, CustomStringConvertible {
    case everything
    /// A month of the district's calendar, named by any of its days.
    case month(CivilDate)

    /// Returns nil unless the text is `YYYY-MM` or `all`.
    public init?(_ text: String) {
        if text == "all" {
            self = .everything
        } else if let day = CivilDate("\(text)-01") {
            self = .month(day)
        } else {
            return nil
        }
    }

    public var description: String {
        switch self {
        case .everything: "all"
        case .month(let day): String(day.description.dropLast(3))
        }
    }

    /// The first and the last day.
    public var days: (first: CivilDate, last: CivilDate) {
        switch self {
        case .everything:
            // The years 1 to 9999, which is all that a civil date can say.
            (CivilDate(daysSinceEpoch: -719_162), CivilDate(daysSinceEpoch: 2_932_896))
        case .month(let day):
            (
                day.firstOfMonth,
                // 31 days after the first of a month lies in the next one, whatever its length.
                CivilDate(
                    daysSinceEpoch: CivilDate(daysSinceEpoch: day.firstOfMonth.daysSinceEpoch + 31)
                        .firstOfMonth.daysSinceEpoch - 1)
            )
        }
    }
}

extension OverviewPeriod: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let period = OverviewPeriod(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not YYYY-MM or all")
        }
        self = period
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

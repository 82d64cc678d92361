public import HubModel

/// Why a station can't offer what was chosen.
public enum OfferViolation: Hashable, Sendable {
    /// The plugin's version has no such package.
    case unknownPackage(String)
    /// The plugin's version has no such activity.
    case unknownActivity(String)
    case packageTwice(String)
    case activityTwice(String)
    /// The station's price of a package, in fen, leaves what the district allows.
    case price(package: String, fen: Int64, allowed: ClosedRange<Int64>)
    case capacity(activity: String, people: Int, allowed: ClosedRange<Int64>)
    case points(activity: String, points: Int, allowed: ClosedRange<Int64>)

    /// The code of the package or activity.
    public var subject: String {
        switch self {
        case .unknownPackage(let code), .unknownActivity(let code), .packageTwice(let code), .activityTwice(let code):
            code
        case .price(let package, _, _): package
        case .capacity(let activity, _, _), .points(let activity, _, _): activity
        }
    }

    /// Stable, such as `package-removed`.
    public var code: String {
        switch self {
        case .unknownPackage: "package-removed"
        case .unknownActivity: "activity-removed"
        case .packageTwice, .activityTwice: "chosen-twice"
        case .price: "price-out-of-bounds"
        case .capacity, .points: "override-out-of-bounds"
        }
    }

    /// Every ``code`` that there is.
    static let codes: Set<String> = [
        "package-removed", "activity-removed", "chosen-twice", "price-out-of-bounds", "override-out-of-bounds",
    ]

    /// What is wrong and what to do.
    ///
    /// - Parameter title: of the package or activity.
    public func message(_ title: LocalizedText) -> LocalizedText {
        switch self {
        case .unknownPackage:
            LocalizedText(
                zh: "本站提供的服务包“\(title.zh)”不再存在，请改选或先停用",
                en: "the package '\(title.en)' that the station offers is gone: choose another or switch it off")
        case .unknownActivity:
            LocalizedText(
                zh: "本站开展的活动“\(title.zh)”不再存在，请改选或先停用",
                en: "the activity '\(title.en)' that the station holds is gone: choose another or switch it off")
        case .packageTwice, .activityTwice:
            LocalizedText(zh: "“\(title.zh)”选了两次", en: "'\(title.en)' is chosen twice")
        case .price(_, let fen, let allowed):
            Self.outside(
                allowed, Money(fen: fen).yuan, zh: "价格", en: "price", unit: (" 元", " yuan"), { Money(fen: $0).yuan })
        case .capacity(_, let people, let allowed):
            Self.outside(allowed, "\(people)", zh: "人数", en: "capacity", unit: ("", ""), { "\($0)" })
        case .points(_, let points, let allowed):
            Self.outside(allowed, "\(points)", zh: "积分", en: "points", unit: ("", ""), { "\($0)" })
        }
    }

    private static func outside(
        _ allowed: ClosedRange<Int64>, _ value: String, zh: String, en: String, unit: (zh: String, en: String),
        _ text: (Int64) -> String
    ) -> LocalizedText {
        let (lowest, highest) = (text(allowed.lowerBound), text(allowed.upperBound))
        return LocalizedText(
            zh: "本站的\(zh) \(value)\(unit.zh)超出范围，请填 \(lowest) 至 \(highest)\(unit.zh)",
            en:
                "the station's \(en) of \(value)\(unit.en) is out of range: choose from \(lowest) to \(highest)\(unit.en)"
        )
    }
}

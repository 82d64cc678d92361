public import HubModel

/// Who pays what: `funding/rates.yaml`.
public struct FundingRates: Codable, Hashable, Sendable {
    /// People for whom a package that states no subsidy of its own is subsidised.
    public struct Group: Codable, Hashable, Sendable {
        public var code: String
        public var title: LocalizedText
        /// A resident tag; nil when the group is told by age.
        public var tag: String?
        /// Whole years; nil when the group is told by a tag.
        public var minimumAge: Int?
        /// 0 to 100.
        public var subsidyPercent: Int

        public init(code: String, title: LocalizedText, tag: String?, minimumAge: Int?, subsidyPercent: Int) {
            self.code = code
            self.title = title
            self.tag = tag
            self.minimumAge = minimumAge
            self.subsidyPercent = subsidyPercent
        }
    }

    /// What a person gets without paying in each cycle of a package.
    public struct FreeQuota: Codable, Hashable, Sendable {
        public var package: String
        /// An item of the package; nil for each of its items that has no quota of its own.
        public var item: String?
        /// Rounds a person and cycle, 1 or more.
        public var count: Int

        public init(package: String, item: String?, count: Int) {
            self.package = package
            self.item = item
            self.count = count
        }
    }

    /// To what a co-payment is rounded.
    public struct Rounding: Codable, Hashable, Sendable {
        public enum Unit: String, Codable, CaseIterable, Sendable {
            case fen, jiao, yuan

            var fen: Int64 {
                switch self {
                case .fen: 1
                case .jiao: 10
                case .yuan: 100
                }
            }
        }

        public enum Mode: String, Codable, CaseIterable, Sendable {
            /// 四舍五入
            case halfUp = "half-up"
            /// 舍去, to the resident's favour.
            case down
        }

        public var unit: Unit
        public var mode: Mode

        public init(unit: Unit, mode: Mode) {
            self.unit = unit
            self.mode = mode
        }
    }

    /// In order of precedence: the first that a resident belongs to counts.
    public var groups: [Group]
    public var freeQuotas: [FreeQuota]
    public var copaymentRounding: Rounding

    public init(groups: [Group], freeQuotas: [FreeQuota], copaymentRounding: Rounding) {
        self.groups = groups
        self.freeQuotas = freeQuotas
        self.copaymentRounding = copaymentRounding
    }

    /// The first group that somebody of this age with these tags belongs to.
    ///
    /// - Parameter age: whole years; nil when unknown, and then no group told by age applies.
    public func group(tags: Set<String>, age: Int?) -> Group? {
        groups.first { group in
            group.tag.map(tags.contains) ?? group.minimumAge.flatMap { lowest in age.map { $0 >= lowest } } ?? false
        }
    }

    /// How many rounds of an item are free for a person in a cycle; 0 when nothing is said.
    public func freeCount(package: String, item: String) -> Int {
        let quotas = freeQuotas.filter { $0.package == package }
        return (quotas.first { $0.item == item } ?? quotas.first { $0.item == nil })?.count ?? 0
    }

    /// What the resident pays of a price, rounded and never more than the price.
    ///
    /// - Parameters:
    ///   - price: 0 to 10 billion yuan.
    ///   - subsidyPercent: 0 to 100.
    public func copayment(of price: Money, subsidyPercent: Int) -> Money {
        let hundredths = price.fen * Int64(100 - subsidyPercent)
        let unit = copaymentRounding.unit.fen * 100
        let half = copaymentRounding.mode == .halfUp ? unit / 2 : 0
        return Money(fen: min(price.fen, (hundredths + half) / unit * copaymentRounding.unit.fen))
    }
}

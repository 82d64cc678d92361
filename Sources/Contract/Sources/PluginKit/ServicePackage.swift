public import HubModel

/// A service package 服务包 [PRO-5]: items with counts per cycle, who may enrol, price and who pays.
public struct ServicePackage: Codable, Hashable, Sendable {
    /// How long one round of the package lasts.
    public enum Cycle: String, Codable, CaseIterable, Sendable {
        case once, month, quarter, halfYear = "half-year", year
    }

    /// One service in the package.
    public struct Item: Codable, Hashable, Sendable {
        public var code: String
        public var title: LocalizedText
        /// How often per cycle, 1 or more.
        public var countPerCycle: Int
        /// What the item alone costs; nil when it is only sold with the package.
        public var unitPrice: Money?
        /// Days after the beginning of the cycle by which each round is due; empty spreads them evenly.
        public var dueDays: [Int]

        public init(
            code: String, title: LocalizedText, countPerCycle: Int, unitPrice: Money?, dueDays: [Int] = []
        ) {
            self.code = code
            self.title = title
            self.countPerCycle = countPerCycle
            self.unitPrice = unitPrice
            self.dueDays = dueDays
        }
    }

    /// Who may enrol; an absent bound or an empty list does not restrict.
    public struct Eligibility: Codable, Hashable, Sendable {
        /// Whole years.
        public var minimumAge: Int?
        /// Whole years.
        public var maximumAge: Int?
        /// The resident carries at least one of these tags.
        public var anyTag: [String]

        public init(minimumAge: Int? = nil, maximumAge: Int? = nil, anyTag: [String] = []) {
            self.minimumAge = minimumAge
            self.maximumAge = maximumAge
            self.anyTag = anyTag
        }
    }

    /// How much of the price public money pays for whom.
    public struct Subsidy: Codable, Hashable, Sendable {
        /// Residents with this tag; nil is everybody eligible.
        public var tag: String?
        /// 0 to 100.
        public var percent: Int

        public init(tag: String?, percent: Int) {
            self.tag = tag
            self.percent = percent
        }
    }

    public var code: String
    public var title: LocalizedText
    public var cycle: Cycle
    public var items: [Item]
    public var eligibility: Eligibility
    /// The price of one cycle.
    public var unitPrice: Money
    public var subsidies: [Subsidy]
    /// The code of the budget line that pays the subsidy.
    public var fundingLine: String

    public init(
        code: String, title: LocalizedText, cycle: Cycle, items: [Item], eligibility: Eligibility, unitPrice: Money,
        subsidies: [Subsidy], fundingLine: String
    ) {
        self.code = code
        self.title = title
        self.cycle = cycle
        self.items = items
        self.eligibility = eligibility
        self.unitPrice = unitPrice
        self.subsidies = subsidies
        self.fundingLine = fundingLine
    }
}

public import HubModel

/// What holds for the whole district: `district.yaml`, `subdistricts.csv` and `funding/lines.yaml`.
public struct District: Codable, Hashable, Sendable {
    /// A sub-district 街道 that a station may belong to.
    public struct Subdistrict: Codable, Hashable, Sendable {
        /// The nine-digit statistical code of the National Bureau of Statistics.
        public var code: String
        /// The official Chinese name.
        public var name: String

        public init(code: String, name: String) {
            self.code = code
            self.name = name
        }
    }

    /// A code with what people read.
    public struct Term: Codable, Hashable, Sendable {
        public var code: String
        public var title: LocalizedText

        public init(code: String, title: LocalizedText) {
            self.code = code
            self.title = title
        }
    }

    /// Something measured, that commitments and targets speak about.
    public struct Indicator: Codable, Hashable, Sendable {
        public enum Unit: String, Codable, CaseIterable, Sendable {
            /// 0 to 100.
            case percent
            /// 0 or more.
            case count
        }

        public var code: String
        public var title: LocalizedText
        public var unit: Unit

        public init(code: String, title: LocalizedText, unit: Unit) {
            self.code = code
            self.title = title
            self.unit = unit
        }
    }

    /// What the district wants an indicator to reach, shown on its overview.
    public struct Target: Codable, Hashable, Sendable {
        public var indicator: String
        /// In the indicator's unit.
        public var value: Double

        public init(indicator: String, value: Double) {
            self.indicator = indicator
            self.value = value
        }
    }

    /// How far stations may go from what their profile's plugin says, in percent of it; 100 is unchanged.
    public struct OverrideBounds: Codable, Hashable, Sendable {
        public var price: ClosedRange<Int>
        public var capacity: ClosedRange<Int>
        public var points: ClosedRange<Int>

        public init(price: ClosedRange<Int>, capacity: ClosedRange<Int>, points: ClosedRange<Int>) {
            self.price = price
            self.capacity = capacity
            self.points = points
        }

        /// What a station may charge instead of a price, in fen.
        public func prices(around base: Money) -> ClosedRange<Int64> { Self.range(price, around: base.fen) }

        /// How many people a station may let in instead of a number.
        public func capacities(around base: Int) -> ClosedRange<Int64> { Self.range(capacity, around: Int64(base)) }

        /// How many points a station may give instead of a number.
        public func points(around base: Int) -> ClosedRange<Int64> { Self.range(points, around: Int64(base)) }

        /// Rounded inwards: half of 15 people is at least 8.
        private static func range(_ percent: ClosedRange<Int>, around base: Int64) -> ClosedRange<Int64> {
            let lowest = (base * Int64(percent.lowerBound) + 99) / 100
            return lowest...max(lowest, base * Int64(percent.upperBound) / 100)
        }
    }

    /// A line of the budget 预算指标 that packages may be paid from [FUN-1].
    public struct FundingLine: Codable, Hashable, Sendable {
        public var code: String
        public var title: LocalizedText
        /// The programme 项目 it belongs to; the code is the functional class 功能分类科目 where there is one.
        public var programme: Term

        public init(code: String, title: LocalizedText, programme: Term) {
            self.code = code
            self.title = title
            self.programme = programme
        }
    }

    public var code: String
    public var name: LocalizedText
    /// An identifier of the tz database; days are days of this zone.
    public var timeZone: String
    /// Counts of people below this are not shown [BRD-6].
    public var smallCellLimit: Int
    public var overrideBounds: OverrideBounds
    /// In ascending order, from birth without gap; the last is open.
    public var ageBands: [AgeBand]
    public var subdistricts: [Subdistrict]
    public var indicators: [Indicator]
    public var targets: [Target]
    /// Tags that residents may carry [RES-1].
    public var residentTags: [Term]
    /// Skills that volunteers and staff may have [VOL-1].
    public var skills: [Term]
    /// Roles in the staffing of activities [PRO-6].
    public var roles: [Term]
    /// Departments 部门 that may take orders beside the stations [RES-5].
    public var departments: [Term]
    /// What subsidies are paid from: `funding/lines.yaml`.
    public var fundingLines: [FundingLine]

    public init(
        code: String, name: LocalizedText, timeZone: String, smallCellLimit: Int, overrideBounds: OverrideBounds,
        ageBands: [AgeBand], subdistricts: [Subdistrict], indicators: [Indicator], targets: [Target],
        residentTags: [Term], skills: [Term], roles: [Term], departments: [Term] = [],
        fundingLines: [FundingLine] = []
    ) {
        self.code = code
        self.name = name
        self.timeZone = timeZone
        self.smallCellLimit = smallCellLimit
        self.overrideBounds = overrideBounds
        self.ageBands = ageBands
        self.subdistricts = subdistricts
        self.indicators = indicators
        self.targets = targets
        self.residentTags = residentTags
        self.skills = skills
        self.roles = roles
        self.departments = departments
        self.fundingLines = fundingLines
    }
}

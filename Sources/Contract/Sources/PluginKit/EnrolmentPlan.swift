public import HubModel

/// What is due when within one cycle, in the order in which it is due.
public struct EnrolmentPlan: Codable, Hashable, Sendable {
    public struct Item: Codable, Hashable, Sendable {
        /// The item's code in the package.
        public var item: String
        /// Which of its rounds in the cycle, from 1.
        public var round: Int
        /// The last day on which it is in time.
        public var dueOn: CivilDate
    }

    public var package: String
    public var startsOn: CivilDate
    /// The last day of the cycle.
    public var endsOn: CivilDate
    public var items: [Item]
    public var reasons: [Reason]
}

extension ServicePackage.Cycle {
    /// A package of one round is over after half a year.
    var months: Int {
        switch self {
        case .month: 1
        case .quarter: 3
        case .once, .halfYear: 6
        case .year: 12
        }
    }
}

extension ServicePackage {
    /// Spreads each item's rounds evenly over the cycle, unless the item names its days.
    ///
    /// - Throws: ``PluginFailure`` with `valueOutOfRange` when the cycle ends after the year 9999.
    func plan(startingOn start: CivilDate) throws -> EnrolmentPlan {
        guard let next = start.adding(months: cycle.months), let end = next.adding(days: -1) else {
            throw PluginFailure.dateOutOfRange()
        }
        let length = next.days(since: start)
        var planned: [(position: Int, item: EnrolmentPlan.Item)] = []
        for (position, item) in items.enumerated() {
            for round in 1...max(1, min(item.countPerCycle, 366)) {
                let offset =
                    item.dueDays.indices.contains(round - 1)
                    ? item.dueDays[round - 1] : length * round / max(1, item.countPerCycle) - 1
                guard let due = start.adding(days: max(0, min(offset, length - 1))) else {
                    throw PluginFailure.dateOutOfRange()
                }
                planned.append((position, EnrolmentPlan.Item(item: item.code, round: round, dueOn: due)))
            }
        }
        planned.sort { ($0.item.dueOn, $0.position, $0.item.round) < ($1.item.dueOn, $1.position, $1.item.round) }
        return EnrolmentPlan(
            package: code, startsOn: start, endsOn: end, items: planned.map(\.item),
            reasons: [
                Reason(
                    "cycle", zh: "一个周期从 \(start) 到 \(end)，共 \(planned.count) 次服务",
                    en: "one cycle from \(start) through \(end), \(planned.count) services")
            ])
    }

    /// The first day of the cycle that a day lies in; hosts tell by it which items were done in the cycle under way.
    public func cycleStart(of enrolment: ResidentSituation.Enrolment, on day: CivilDate) -> CivilDate {
        guard cycle != .once, day > enrolment.startedOn else { return enrolment.startedOn }
        let months =
            Int(day.year - enrolment.startedOn.year) * 12 + day.month - enrolment.startedOn.month
        for count in stride(from: months / cycle.months, through: 0, by: -1) {
            if let start = enrolment.startedOn.adding(months: count * cycle.months), start <= day { return start }
        }
        return enrolment.startedOn
    }
}

public import HubModel
public import PluginKit

/// Who pays how much of an order.
public struct OrderShare: Hashable, Sendable {
    /// The whole price.
    public var price: Money
    /// What the resident pays, from nothing to the price.
    public var copayment: Money
    /// By what the order is subsidised: a group of the rates, a resident's tag that the package names, or
    /// ``freeRoundGroup``; nil when everybody pays the same, or an employer pays.
    public var group: String?

    /// What is paid for the resident.
    public var subsidy: Money { Money(fen: price.fen - copayment.fen) }

    /// The group of an order that is one of a person's free rounds.
    public static let freeRoundGroup = "free-round"

    public init(price: Money, copayment: Money, group: String? = nil) {
        self.price = price
        self.copayment = copayment
        self.group = group
    }
}

extension FundingConfiguration {
    /// Who pays how much of an order, by what the package says and else by the rates.
    ///
    /// 1. What employers bought costs their people nothing.
    /// 2. The package's own subsidies, the best of those that apply; of a package that states none, the first group of the
    ///    rates that the person belongs to.
    /// 3. What would cost the person something costs nothing while free rounds are left.
    ///
    /// - Parameters:
    ///   - price: 0 to 10 billion yuan.
    ///   - freeRoundsLeft: of the item, for the person and the cycle.
    public func share(
        of price: Money, in package: ServicePackage, for party: OrderingParty, freeRoundsLeft: Int
    ) -> OrderShare {
        if line(package.fundingLine)?.source == .company { return OrderShare(price: price, copayment: Money(fen: 0)) }
        let (percent, group) = subsidy(of: package, for: party)
        let copayment = rates.copayment(of: price, subsidyPercent: percent)
        guard copayment.fen > 0, freeRoundsLeft > 0 else {
            return OrderShare(price: price, copayment: copayment, group: group)
        }
        return OrderShare(price: price, copayment: Money(fen: 0), group: OrderShare.freeRoundGroup)
    }

    private func subsidy(of package: ServicePackage, for party: OrderingParty) -> (percent: Int, group: String?) {
        guard package.subsidies.isEmpty else {
            let best = package.subsidies.filter { $0.tag.map(party.tags.contains) ?? true }
                .max { $0.percent < $1.percent }
            return (best?.percent ?? 0, best?.tag)
        }
        let group = rates.group(tags: party.tags, age: party.age)
        return (group?.subsidyPercent ?? 0, group?.code)
    }
}

extension ServicePackage.Cycle {
    /// The first day of the cycle of the calendar that a day lies in, in which free rounds are counted; nil when a package
    /// has one cycle for ever.
    public func calendarStart(of day: CivilDate) -> CivilDate? {
        let months: Int
        switch self {
        case .once: return nil
        case .month: months = 1
        case .quarter: months = 3
        case .halfYear: months = 6
        case .year: months = 12
        }
        return CivilDate(year: day.year, month: (day.month - 1) / months * months + 1, day: 1)
    }
}

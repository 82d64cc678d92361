import DistrictConfig
import HubModel
import PluginKit
import Services

/// What the hub knows of the person who orders at a station, as far as it decides on who pays. Read from the person's own
/// facts, so that nothing of it stands anywhere unsealed.
struct OrderingPerson: Sendable {
    /// One of the free rounds that the person was given.
    struct FreeRound: Hashable, Sendable {
        var order: String
        var package: String
        var item: String
        /// The day it was ordered.
        var day: CivilDate
    }

    var party = OrderingParty.unknown
    /// Nil when nothing is on record.
    var situation: ResidentSituation?
    /// Whether tags and years of birth are on record.
    var isRegistered = false
    /// Of orders that were not cancelled; nil of somebody who is not on record, for whom no rounds can be counted.
    var freeRounds: [FreeRound]?

    static let unknown = OrderingPerson()

    /// How many rounds of an item are still free in the cycle of a day.
    ///
    /// - Parameter order: not counted itself.
    func freeRoundsLeft(
        of item: String, in package: ServicePackage, on day: CivilDate, rates: FundingRates,
        besides order: String? = nil
    ) -> Int {
        guard let freeRounds else { return 0 }
        let cycle = package.cycle.calendarStart(of: day)
        let used = freeRounds.filter { round in
            round.package == package.code && round.item == item && round.order != order
                && package.cycle.calendarStart(of: round.day) == cycle
        }
        return max(0, rates.freeCount(package: package.code, item: item) - used.count)
    }
}

extension OrderingPerson {
    /// Who pays what when the person orders something.
    func share(of offered: OfferedItem, on day: CivilDate, by funding: FundingConfiguration) -> OrderShare {
        let (item, package) = (offered.item, offered.package)
        return funding.share(
            of: item.price, in: package, for: party,
            freeRoundsLeft: freeRoundsLeft(of: item.item, in: package, on: day, rates: funding.rates))
    }
}

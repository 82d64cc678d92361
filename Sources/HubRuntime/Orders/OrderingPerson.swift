import DistrictConfig
import Federation
import Foundation
import HubModel
import PluginHost
import PluginKit
import Postgres
import Protection
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

/// Reads who orders.
struct ReadOrderingPerson {
    let station: StationCode
    let rules: FactRules
    let keys: KeyRing
    let timeZone: TimeZone

    /// - Parameters:
    ///   - now: the moment whose day decides on ages.
    ///   - connection: in a transaction that sees the station's facts; behind the lock on its chains when what is found
    ///     is to be acted on.
    /// - Returns: ``OrderingPerson/unknown`` when nobody is named, or nothing is held of the resident.
    /// - Throws: `SealBroken`, `KeyRingError` or `SubjectKeyError` when what is sealed can't be opened; `PostgresError`.
    func callAsFunction(
        _ resident: ResidentID?, at now: Date, on connection: isolated Connection
    ) async throws -> OrderingPerson {
        guard let resident, resident != SubjectKeys.nobody else { return .unknown }
        var subjectKeys = SubjectKeys(keys, of: station)
        try await subjectKeys.load([resident], on: connection)
        guard let cipher = try subjectKeys.cipher(of: resident)?.unwrapped() else { return .unknown }
        let rows = try await connection.rows(SealingQueries.record(of: resident, at: station))
        let entries = RecordEntry.corrected(
            try rows.map { try RecordEntry($0, of: station, cipher) }, rules: rules)
        let record = ResidentRecord(station: station, id: resident, consents: [], entries: entries)
        let situation = record.facts(in: timeZone).situation(at: now, enrolments: [], packages: [])
        return OrderingPerson(
            party: OrderingParty(tags: Set(situation.tags), ages: situation.ages), situation: situation,
            isRegistered: situation.bornFrom != nil,
            freeRounds: try await standing(freeRounds(in: entries), on: connection))
    }

    private func freeRounds(in entries: [RecordEntry]) -> [OrderingPerson.FreeRound] {
        let days = LocalDays(timeZone: timeZone)
        var rounds: [String: OrderingPerson.FreeRound] = [:]
        for entry in entries where entry.kind.hasPrefix("order.") {
            guard let data = entry.current, let time = entry.occurredAt,
                let step = try? JSONDecoder().decode(OrderStep.self, from: Data(data)),
                step.group == OrderShare.freeRoundGroup
            else { continue }
            let day = min(days.day(of: time), rounds[step.order]?.day ?? days.day(of: time))
            rounds[step.order] = OrderingPerson.FreeRound(
                order: step.order, package: step.package, item: step.item, day: day)
        }
        return rounds.values.sorted { $0.order < $1.order }
    }

    /// Those whose order was not cancelled, which gives the round back.
    private func standing(
        _ rounds: [OrderingPerson.FreeRound], on connection: isolated Connection
    ) async throws -> [OrderingPerson.FreeRound] {
        if rounds.isEmpty { return [] }
        let rows = try await connection.rows(
            ServiceQueries.orders(rounds.map(\.order), of: station), as: (String.self, [String].self))
        let standing = Set(
            rows.filter { [nil, .cancelled].contains(OrderStanding(stored: $0.1).state) == false }.map(\.0))
        return rounds.filter { standing.contains($0.order) }
    }
}

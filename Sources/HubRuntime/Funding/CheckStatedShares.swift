import DistrictConfig
import Federation
import Foundation
import Funding
import HubModel
import PluginKit
import Postgres
import Protection
import Services

/// Works out again who pays what of orders that a station's node placed, and tells what the station states otherwise.
///
/// By what is on record of the resident now: offline, a station may have known less, or more. What it stated counts
/// all the same. Whether to use a free round is the station's to say; only one too many differs.
struct CheckStatedShares {
    let configuration: DistrictConfiguration
    let rules: FactRules
    let keys: KeyRing
    let timeZone: TimeZone
    let now: Date

    /// - Parameter connection: in a transaction of the district.
    /// - Returns: empty as well when nothing is on record to work it out from.
    /// - Throws: `KeyRingError`; `PostgresError`.
    func callAsFunction(
        _ queued: QueuedOrderStep, of station: StationCode, on connection: isolated Connection
    ) async throws -> [OrderDifference] {
        guard queued.step.kind == .accepted, let place = queued.place else { return [] }
        do {
            return try await differences(of: queued.step.order, at: place, of: station, on: connection)
        } catch is SealBroken {
            return []
        } catch is UnreadableStoredFact {
            return []
        }
    }

    private func differences(
        of order: String, at place: FactPlace, of station: StationCode, on connection: isolated Connection
    ) async throws -> [OrderDifference] {
        let row = try await connection.first(
            ServiceQueries.orders([order], of: station), as: (String.self, [String].self))
        let placed = row.map { OrderStanding(stored: $0.1).steps.filter { $0.kind == .placed } } ?? []
        // The hub's own orders state what it worked out when they were placed.
        guard !placed.contains(where: { $0.source?.origin == .hub }) else { return [] }
        var subjectKeys = SubjectKeys(keys, of: station)
        let fact = try await StoredFacts(station: station, rules: rules).fact(
            at: place, keys: &subjectKeys, on: connection)
        guard let fact, let stated = fact.meaning?.order, let package = package(stated.package, of: station) else {
            return []
        }
        let person = try await ReadOrderingPerson(station: station, rules: rules, keys: keys, timeZone: timeZone)(
            fact.subject, at: now, on: connection)
        guard person.isRegistered else { return [] }
        let day = placed.map(\.day).min() ?? DistrictDays(timeZone: timeZone).day(of: fact.occurredAt)
        let isFree = stated.group == OrderShare.freeRoundGroup
        let share = configuration.funding.share(
            of: Money(fen: stated.amountFen), in: package, for: person.party,
            freeRoundsLeft: isFree
                ? person.freeRoundsLeft(
                    of: stated.item, in: package, on: day, rates: configuration.funding.rates, besides: order) : 0)
        return [
            OrderDifference(.copayment, fromFen: share.copayment.fen, toFen: stated.copaymentFen),
            OrderDifference(.group, from: share.group, to: stated.group),
        ].compactMap(\.self)
    }

    private func package(_ code: String, of station: StationCode) -> ServicePackage? {
        let own = configuration.station(station).flatMap(configuration.plugin(of:))
        let plugins = [own].compactMap(\.self) + configuration.profiles.sorted { $0.key < $1.key }.map(\.value)
        return plugins.lazy.compactMap { plugin in plugin.packages.first { $0.code == code } }.first
    }
}

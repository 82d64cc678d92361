import DistrictConfig
import Federation
import Foundation
import Funding
import HubModel
import PluginKit
import Postgres
import Protection
import Services

/// Works out again who pays what of orders that stations' nodes placed, and tells what the stations state otherwise.
///
/// By what is on record of the residents now: offline, a station may have known less, or more. What it stated counts
/// all the same. Whether to use a free round is the station's to say; only one too many differs.
struct CheckStatedShares {
    let configuration: DistrictConfiguration
    let rules: FactRules
    let keys: KeyRing
    let timeZone: TimeZone
    let now: Date

    /// Looks the residents of a page of steps up together, station by station.
    ///
    /// - Parameter connection: in a transaction of the district.
    /// - Returns: what differs, by the place of the step in the page; nothing as well when nothing is on record to work it
    ///   out from.
    /// - Throws: `KeyRingError`; `PostgresError`.
    func callAsFunction(
        _ page: [TakenOrderStep], on connection: isolated Connection
    ) async throws -> [Int: [OrderDifference]] {
        let packages = PackageLookup(configuration)
        var asked: [StationCode: [Asked]] = [:]
        for (index, taken) in page.enumerated() where taken.queued.step.kind == .accepted {
            guard let package = packages.entry(taken.queued.step.package, at: taken.station)?.package else { continue }
            asked[taken.station, default: []].append(Asked(index: index, queued: taken.queued, package: package))
        }
        var differences: [Int: [OrderDifference]] = [:]
        for (station, steps) in asked.sorted(by: { $0.key < $1.key }) {
            try await check(steps, of: station, on: connection, into: &differences)
        }
        return differences
    }

    private struct Asked {
        var index: Int
        var queued: QueuedOrderStep
        var package: ServicePackage
    }

    private func check(
        _ steps: [Asked], of station: StationCode, on connection: isolated Connection,
        into differences: inout [Int: [OrderDifference]]
    ) async throws {
        let rows = try await connection.rows(
            ServiceQueries.orders(Array(Set(steps.map(\.queued.step.order))).sorted(), of: station),
            as: (String.self, [String].self))
        let placed = Dictionary(
            rows.map { order, steps in (order, OrderStanding(stored: steps).steps.filter { $0.kind == .placed }) }
        ) { first, _ in first }
        // The hub's own orders state what it worked out when they were placed.
        let stated = steps.filter { step in
            !(placed[step.queued.step.order] ?? []).contains { $0.source?.origin == .hub }
        }
        let subjects = try await subjects(of: stated.map(\.queued.place), at: station, on: connection)
        let read = ReadOrderingPerson(station: station, rules: rules, keys: keys, timeZone: timeZone)
        let persons = try await read.payers(Set(subjects.values), at: now, on: connection)
        for step in stated {
            guard let person = subjects[step.queued.place].flatMap({ persons[$0] }), person.isRegistered else {
                continue
            }
            let days = placed[step.queued.step.order]?.map(\.day) ?? []
            differences[step.index] = self.differences(step, for: person, placedOn: days.min())
        }
    }

    private func subjects(
        of places: [FactPlace], at station: StationCode, on connection: isolated Connection
    ) async throws -> [FactPlace: ResidentID] {
        if places.isEmpty { return [:] }
        let rows = try await connection.rows(
            OrderingPersonQueries.subjects(of: places, at: station),
            as: (String.self, Int32.self, Int64.self, UUID.self))
        return Dictionary(
            rows.map { origin, epoch, seq, subject in
                let origin = FactOrigin(rawValue: origin) ?? .station
                return (FactPlace(origin: origin, epoch: Int(epoch), seq: seq), ResidentID(rawValue: subject))
            }
        ) { first, _ in first }
    }

    private func differences(
        _ asked: Asked, for person: OrderingPerson, placedOn day: CivilDate?
    ) -> [OrderDifference] {
        let (step, stated) = (asked.queued.step, asked.queued.stated)
        let day = day ?? DistrictDays(timeZone: timeZone).day(of: step.occurredAt)
        let isFree = step.subsidyGroup == OrderShare.freeRoundGroup
        let share = configuration.funding.share(
            of: Money(fen: stated.amountFen), in: asked.package, for: person.party,
            freeRoundsLeft: isFree
                ? person.freeRoundsLeft(
                    of: step.item, in: asked.package, on: day, rates: configuration.funding.rates, besides: step.order)
                : 0)
        return [
            OrderDifference(.copayment, fromFen: share.copayment.fen, toFen: stated.copaymentFen),
            OrderDifference(.group, from: share.group, to: step.subsidyGroup),
        ].compactMap(\.self)
    }
}

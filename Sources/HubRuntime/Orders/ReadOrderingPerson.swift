import DistrictConfig
import Foundation
import HubModel
import PluginHost
import PluginKit
import Postgres
import Protection
import Services

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
        guard let resident else { return .unknown }
        return try await persons([resident], kinds: nil, at: now, on: connection)[resident]?.get() ?? .unknown
    }

    /// What must be known of residents to say who pays, for many of them at once. Those of whom something can't be opened
    /// are left out, as are those of whom nothing is held.
    ///
    /// - Returns: without what only a plugin asks for, such as screenings.
    /// - Throws: `KeyRingError`; `PostgresError`.
    func payers(
        _ residents: Set<ResidentID>, at now: Date, on connection: isolated Connection
    ) async throws -> [ResidentID: OrderingPerson] {
        try await persons(residents, kinds: Self.payersKinds, at: now, on: connection).compactMapValues { person in
            do { return try person.get() } catch is SealBroken { return nil }
        }
    }

    private static let payersKinds: [FactKind] = [
        .residentRegistered, .orderPlaced, .orderAccepted, .orderDelivered, .orderVerified, .orderCancelled,
        .correction,
    ]

    private func persons(
        _ residents: Set<ResidentID>, kinds: [FactKind]?, at now: Date, on connection: isolated Connection
    ) async throws -> [ResidentID: Result<OrderingPerson, any Error>] {
        var subjectKeys = SubjectKeys(keys, of: station)
        try await subjectKeys.load(residents.subtracting([SubjectKeys.nobody]), on: connection)
        var ciphers: [ResidentID: FieldCipher] = [:]
        for resident in residents where resident != SubjectKeys.nobody {
            ciphers[resident] = try subjectKeys.cipher(of: resident)?.unwrapped()
        }
        if ciphers.isEmpty { return [:] }
        let asked = ciphers.keys.sorted { $0.rawValue.uuidString < $1.rawValue.uuidString }
        let rows = try await connection.rows(OrderingPersonQueries.facts(about: asked, kinds: kinds, at: station))
        let byResident = Dictionary(grouping: rows) { row in
            (try? row.decode("sealed_for", as: UUID.self)).map(ResidentID.init(rawValue:))
        }
        var persons: [ResidentID: Result<OrderingPerson, any Error>] = [:]
        for (resident, cipher) in ciphers {
            persons[resident] = Result { try person(resident, byResident[resident] ?? [], cipher, at: now) }
        }
        return try await keepingStandingRounds(persons, on: connection)
    }

    private func person(
        _ resident: ResidentID, _ rows: [Row], _ cipher: FieldCipher, at now: Date
    ) throws -> OrderingPerson {
        let entries = RecordEntry.corrected(
            try rows.map { try RecordEntry($0, of: station, cipher) }, rules: rules)
        let record = ResidentRecord(station: station, id: resident, consents: [], entries: entries)
        let situation = record.facts(in: timeZone).situation(at: now, enrolments: [], packages: [])
        return OrderingPerson(
            party: OrderingParty(tags: Set(situation.tags), ages: situation.ages), situation: situation,
            isRegistered: situation.bornFrom != nil, freeRounds: freeRounds(in: entries))
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

    /// With the rounds alone whose order was not cancelled, which gives the round back.
    private func keepingStandingRounds(
        _ persons: [ResidentID: Result<OrderingPerson, any Error>], on connection: isolated Connection
    ) async throws -> [ResidentID: Result<OrderingPerson, any Error>] {
        let orders = Set(persons.values.flatMap { (try? $0.get())?.freeRounds ?? [] }.map(\.order))
        if orders.isEmpty { return persons }
        let rows = try await connection.rows(
            ServiceQueries.orders(orders.sorted(), of: station), as: (String.self, [String].self))
        let standing = Set(
            rows.filter { [nil, .cancelled].contains(OrderStanding(stored: $0.1).state) == false }.map(\.0))
        return persons.mapValues { person in
            person.map {
                var kept = $0
                kept.freeRounds = $0.freeRounds?.filter { standing.contains($0.order) }
                return kept
            }
        }
    }
}

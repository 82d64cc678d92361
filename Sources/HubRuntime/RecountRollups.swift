import FactLog
public import Federation
import Foundation
public import HubModel
public import Indicators
import Postgres
public import Protection
public import Services

/// Counts a station's roll-up again from its facts and compares: proves roll-up = recount.
public struct RecountRollups: Sendable {
    /// An amount that the roll-up and the recount disagree on.
    public struct Difference: Sendable, Equatable {
        public var station: StationCode
        public var key: RollupKey
        public var stored: Int64
        public var recounted: Int64
    }

    /// What a station's recount found.
    public struct Result: Sendable {
        /// Every amount that differs, none when the roll-up is right.
        public var differences: [Difference]
        /// Facts that were counted once and can't be read under today's configuration; each shows as a difference too.
        public var unreadable: [FactPlace]
    }

    private let database: HubDatabase
    private let rules: FactRules
    private static let pageSize = 5_000

    public init(database: HubDatabase, rules: FactRules) {
        self.database = database
        self.rules = rules
    }

    /// - Throws: `PostgresError`.
    public func callAsFunction(_ station: StationCode) async throws -> Result {
        let rules = rules
        return try await database.withTransaction(as: .station(station), isolation: .repeatableRead, readOnly: true) {
            connection in
            var recount = Recount(station: station, rules: rules)
            let deltas = try await recount.deltas(on: connection, page: Self.pageSize)
            var stored: [RollupKey: Int64] = [:]
            for (day, indicator, dimension, amount) in try await connection.rows(
                RollupQueries.all(of: station), as: (CalendarDate.self, String.self, String.self, Int64.self))
            {
                guard let indicator = Indicator(rawValue: indicator) else { continue }
                stored[RollupKey(day: CivilDate(day), indicator: indicator, dimension: dimension)] = amount
            }
            let counted = deltas.amounts.filter { $0.value != 0 }
            let differences = Set(stored.keys).union(counted.keys)
                .filter { stored[$0] != counted[$0] }
                .map { Difference(station: station, key: $0, stored: stored[$0] ?? 0, recounted: counted[$0] ?? 0) }
            return Result(differences: differences, unreadable: recount.unreadable)
        }
    }
}

/// Reads a station's facts in the order of the chain with their corrections applied.
private struct Recount {
    let station: StationCode
    let rules: FactRules
    private(set) var unreadable: [FactPlace] = []

    init(station: StationCode, rules: FactRules) {
        self.station = station
        self.rules = rules
    }

    mutating func deltas(on connection: isolated Connection, page: Int) async throws -> RollupDeltas {
        let quarantined = Set(
            try await connection.rows(
                FederationQueries.quarantinedPlaces(of: station), as: (Int32.self, Int64.self)
            ).map { FactPlace(epoch: Int($0.0), seq: $0.1) })
        let corrected = Set(
            try await connection.rows(FederationQueries.correctedPlaces(of: station), as: (Int32.self, Int64.self))
                .map { FactPlace(epoch: Int($0.0), seq: $0.1) })
        var projection = FactProjection()
        var place = FactPlace(epoch: 0, seq: 0)
        while true {
            let rows = try await connection.rows(
                FederationQueries.facts(of: station, after: place, limit: page),
                as: (Int32.self, Int64.self, UUID.self, String.self, Date?.self, UUID?.self, [UInt8]?.self))
            for (epoch, seq, id, kind, occurredAt, subject, data) in rows {
                place = FactPlace(epoch: Int(epoch), seq: seq)
                guard let occurredAt, let kind = FactKind(rawValue: kind), kind != .correction else { continue }
                do {
                    if corrected.contains(place) {
                        let fact = try await StoredFacts(station: station, rules: rules).fact(at: place, on: connection)
                        if let meaning = fact?.meaning { projection.add(meaning) }
                    } else if !quarantined.contains(place), let data {
                        let fact = CorrectedFact(
                            id: FactID(rawValue: id), kind: kind.rawValue, occurredAt: occurredAt,
                            subject: subject.map(ResidentID.init(rawValue:)))
                        projection.add(try rules.meaning(of: kind, of: fact, data: data))
                    }
                } catch is InvalidFact {
                    unreadable.append(place)
                } catch is UnreadableStoredFact {
                    unreadable.append(place)
                }
            }
            if rows.count < page { break }
        }
        return projection.outcome(personDays: [:], standings: [:]).deltas
    }
}

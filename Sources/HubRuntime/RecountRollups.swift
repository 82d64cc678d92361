import FactLog
import Federation
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

    private let database: HubDatabase
    private let rules: FactRules
    private static let pageSize = 5_000

    public init(database: HubDatabase, rules: FactRules) {
        self.database = database
        self.rules = rules
    }

    /// - Returns: every difference, none when the roll-up is right.
    public func callAsFunction(_ station: StationCode) async throws -> [Difference] {
        let rules = rules
        return try await database.withTransaction(as: .station(station), isolation: .repeatableRead, readOnly: true) {
            connection in
            let recount = try await Recount(station: station, rules: rules).deltas(on: connection, page: Self.pageSize)
            var stored: [RollupKey: Int64] = [:]
            for (day, indicator, dimension, amount) in try await connection.rows(
                RollupQueries.all(of: station), as: (CalendarDate.self, String.self, String.self, Int64.self))
            {
                guard let indicator = Indicator(rawValue: indicator) else { continue }
                stored[RollupKey(day: CivilDate(day), indicator: indicator, dimension: dimension)] = amount
            }
            let counted = recount.amounts.filter { $0.value != 0 }
            return Set(stored.keys).union(counted.keys)
                .filter { stored[$0] != counted[$0] }
                .map { Difference(station: station, key: $0, stored: stored[$0] ?? 0, recounted: counted[$0] ?? 0) }
        }
    }
}

/// Reads a station's facts in the order of the chain with their corrections applied.
private struct Recount {
    let station: StationCode
    let rules: FactRules

    func deltas(on connection: isolated Connection, page: Int) async throws -> RollupDeltas {
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
                if corrected.contains(place) {
                    let fact = try await StoredFacts(station: station, rules: rules).fact(at: place, on: connection)
                    if let meaning = fact?.meaning { projection.add(meaning) }
                } else if !quarantined.contains(place), let data {
                    let fact = CorrectedFact(
                        id: FactID(rawValue: id), kind: kind.rawValue, occurredAt: occurredAt,
                        subject: subject.map(ResidentID.init(rawValue:)))
                    projection.add(try rules.meaning(of: kind, of: fact, data: data))
                }
            }
            if rows.count < page { break }
        }
        return projection.outcome(personDays: [:], standings: [:]).deltas
    }
}

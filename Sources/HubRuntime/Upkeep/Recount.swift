import FactLog
import Federation
import Foundation
import HubModel
import Indicators
import Postgres
import Protection
import Services

/// Reads a station's facts, each chain in its order, with their corrections applied, and counts them from nothing.
struct Recount {
    private let station: StationCode
    private let rules: FactRules
    private var keys: SubjectKeys
    private var projection = FactProjection()
    private(set) var unreadable: [FactPlace] = []
    private(set) var erased: [FactPlace] = []

    private static let pageSize = 5_000

    init(station: StationCode, rules: FactRules, keys: KeyRing) {
        self.station = station
        self.rules = rules
        self.keys = SubjectKeys(keys, of: station)
    }

    /// What the readable facts come to.
    mutating func outcome(on connection: isolated Connection) async throws -> FactProjection.Outcome {
        let quarantined = try await places(FederationQueries.quarantinedPlaces(of: station), on: connection)
        let corrected = try await places(FederationQueries.correctedPlaces(of: station), on: connection)
        for origin in [FactOrigin.station, .hub] {
            try await count(origin, quarantined: quarantined, corrected: corrected, on: connection)
        }
        return projection.outcome(from: .init())
    }

    private mutating func count(
        _ origin: FactOrigin, quarantined: Set<FactPlace>, corrected: Set<FactPlace>, on connection: isolated Connection
    ) async throws {
        var place = FactPlace(origin: origin, epoch: 0, seq: 0)
        while true {
            let rows = try await connection.rows(
                FederationQueries.facts(of: station, after: place, limit: Self.pageSize),
                as: (Int32.self, Int64.self, UUID.self, String.self, Date?.self, UUID?.self, UUID?.self, [UInt8]?.self))
            // One statement for the keys of a page.
            try await keys.load(Set(rows.compactMap { $0.6.map(ResidentID.init(rawValue:)) }), on: connection)
            for (epoch, seq, id, kind, occurredAt, subject, sealedFor, data) in rows {
                place = FactPlace(origin: origin, epoch: Int(epoch), seq: seq)
                if let sealedFor, keys.isDestroyed(ResidentID(rawValue: sealedFor)) {
                    erased.append(place)
                    continue
                }
                guard let occurredAt, let kind = FactKind(rawValue: kind), kind != .correction else { continue }
                let fact = CorrectedFact(
                    id: FactID(rawValue: id), place: place, kind: kind.rawValue, occurredAt: occurredAt,
                    subject: subject.map(ResidentID.init(rawValue:)))
                if corrected.contains(place) {
                    try await addCorrected(place, on: connection)
                } else if !quarantined.contains(place) {
                    let plain = try await keys.data(
                        of: place, station: station, stored: data, sealedFor: sealedFor, on: connection)
                    if let plain { add(fact, kind, plain, at: place) }
                }
            }
            if rows.count < Self.pageSize { break }
        }
    }

    private mutating func add(_ fact: CorrectedFact, _ kind: FactKind, _ data: [UInt8], at place: FactPlace) {
        do {
            projection.add(try rules.meaning(of: kind, of: fact, data: data))
        } catch {
            unreadable.append(place)
        }
    }

    private mutating func addCorrected(_ place: FactPlace, on connection: isolated Connection) async throws {
        do {
            let fact = try await StoredFacts(station: station, rules: rules).fact(
                at: place, keys: &keys, on: connection)
            if let meaning = fact?.meaning { projection.add(meaning) }
        } catch is UnreadableStoredFact {
            unreadable.append(place)
        } catch is InvalidFact {
            unreadable.append(place)
        }
    }

    private func places(_ query: Query, on connection: isolated Connection) async throws -> Set<FactPlace> {
        Set(
            try await connection.rows(query, as: (String.self, Int32.self, Int64.self)).map {
                FactPlace(origin: FactOrigin(rawValue: $0.0) ?? .station, epoch: Int($0.1), seq: $0.2)
            })
    }
}

extension RollupKey {
    /// Amounts of a station by day, indicator and dimension.
    static func read(_ query: Query, on connection: isolated Connection) async throws -> [RollupKey: Int64] {
        var amounts: [RollupKey: Int64] = [:]
        for (day, indicator, dimension, amount) in try await connection.rows(
            query, as: (CalendarDate.self, String.self, String.self, Int64.self))
        {
            guard let indicator = Indicator(rawValue: indicator) else { continue }
            amounts[RollupKey(day: CivilDate(day), indicator: indicator, dimension: dimension)] = amount
        }
        return amounts
    }
}

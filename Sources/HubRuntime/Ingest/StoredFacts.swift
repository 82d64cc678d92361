import Federation
import Foundation
import HubModel
import Postgres
import Protection
import Services

/// Reads stored facts with their last correction applied.
struct StoredFacts {
    let station: StationCode
    let rules: FactRules

    /// The fact at a place as it counts now; nil when there is none, or its times are impossible. One whose data was
    /// erased counts for nothing.
    ///
    /// - Throws: ``UnreadableStoredFact``; `SealBroken`; `KeyRingError`; `PostgresError`.
    func fact(
        at place: FactPlace, keys: inout SubjectKeys, on connection: isolated Connection
    ) async throws -> CorrectedFact? {
        guard let stored = try await row(at: place, on: connection), let occurredAt = stored.occurredAt
        else { return nil }
        var fact = CorrectedFact(
            id: stored.id, place: place, kind: stored.kind, occurredAt: occurredAt, subject: stored.subject)
        guard let kind = FactKind(rawValue: fact.kind), kind != .correction,
            let data = try await currentData(of: stored, at: place, keys: &keys, on: connection)
        else { return fact }
        do {
            fact.meaning = try rules.meaning(of: kind, of: fact, data: data)
        } catch {
            throw UnreadableStoredFact(place: place, reason: error)
        }
        return fact
    }

    private struct Stored {
        var kind: String
        var occurredAt: Date?
        var id: FactID
        var subject: ResidentID?
        var sealedFor: UUID?
        var data: [UInt8]?
        var isQuarantined: Bool
        var header: [UInt8]
    }

    /// A fact for people to read: who recorded it, and its data as it counts now.
    struct Entry {
        var occurredAt: Date
        var actor: String
        var subject: ResidentID?
        /// Nil when it was withdrawn, quarantined or erased.
        var data: [UInt8]?
    }

    /// The fact at a place with its last correction applied; nil when there is none, or its times are impossible.
    ///
    /// - Throws: `SealBroken`; `KeyRingError`; `PostgresError`.
    func entry(
        at place: FactPlace, keys: inout SubjectKeys, on connection: isolated Connection
    ) async throws -> Entry? {
        struct Header: Decodable {
            var actor: String
        }
        guard let stored = try await row(at: place, on: connection), let occurredAt = stored.occurredAt
        else { return nil }
        let header = try? JSONDecoder().decode(Header.self, from: Data(stored.header))
        return Entry(
            occurredAt: occurredAt, actor: header?.actor ?? "", subject: stored.subject,
            data: try await currentData(of: stored, at: place, keys: &keys, on: connection))
    }

    private func row(at place: FactPlace, on connection: isolated Connection) async throws -> Stored? {
        let row = try await connection.first(
            FederationQueries.fact(of: station, at: place),
            as: (
                String.self, Date?.self, UUID.self, UUID?.self, UUID?.self, [UInt8]?.self, Bool.self, [UInt8].self
            ))
        return row.map { kind, occurredAt, id, subject, sealedFor, data, isQuarantined, header in
            Stored(
                kind: kind, occurredAt: occurredAt, id: FactID(rawValue: id),
                subject: subject.map(ResidentID.init(rawValue:)), sealedFor: sealedFor, data: data,
                isQuarantined: isQuarantined, header: header)
        }
    }

    /// The data that counts: the replacement of the last correction, or else the fact's own. Its own counts for nothing
    /// when it was quarantined; a replacement does.
    private func currentData(
        of stored: Stored, at place: FactPlace, keys: inout SubjectKeys, on connection: isolated Connection
    ) async throws -> [UInt8]? {
        guard
            let by = try await connection.first(
                FederationQueries.correction(of: station, at: place),
                as: (Int32.self, Int64.self))
        else { return stored.isQuarantined ? nil : try await open(stored, at: place, keys: &keys, on: connection) }
        let correctingPlace = FactPlace(origin: place.origin, epoch: Int(by.0), seq: by.1)
        guard let correcting = try await row(at: correctingPlace, on: connection),
            let data = try await open(correcting, at: correctingPlace, keys: &keys, on: connection)
        else { return nil }
        return try rules.replacement(in: data)
    }

    private func open(
        _ stored: Stored, at place: FactPlace, keys: inout SubjectKeys, on connection: isolated Connection
    ) async throws -> [UInt8]? {
        try await keys.data(
            of: place, station: station, stored: stored.data, sealedFor: stored.sealedFor, on: connection)
    }
}

import FactLog
import Federation
import Foundation
import HubModel
import Postgres
import Protection
import Services

/// A fact that a correction points at.
struct CorrectedFact: Sendable {
    var id: FactID
    var place: FactPlace
    var kind: String
    var occurredAt: Date
    var subject: ResidentID?
    /// What it counts for now; nil when it was withdrawn or quarantined.
    var meaning: FactMeaning?
    /// What it counted for before the last correction took it back.
    var withdrawn: FactMeaning?
}

/// Applies the corrections of one batch in the order of the chain.
struct CorrectFacts {
    let rules: FactRules
    let batch: FactBatch
    let readings: FactReadings
    private var keys: SubjectKeys
    /// Corrected facts as they stand after the corrections so far.
    private var current: [FactPlace: CorrectedFact] = [:]
    private(set) var corrections: [(corrected: FactPlace, by: FactPlace)] = []

    init(rules: FactRules, batch: FactBatch, readings: FactReadings, keys: SubjectKeys) {
        self.rules = rules
        self.batch = batch
        self.readings = readings
        self.keys = keys
    }

    /// Applies one correction: takes back what the fact counted for and counts the replacement.
    ///
    /// - Returns: the corrected fact as it stands now.
    /// - Throws: `InvalidFact` when there is nothing to correct, the corrected fact can't be taken back, or the replacement is
    ///   invalid; nothing changed then.
    mutating func apply(
        _ correction: CorrectionReading, of line: FactLine, duplicates: Int, to projection: inout FactProjection,
        on connection: isolated Connection
    ) async throws -> CorrectedFact {
        let place = FactPlace(origin: line.header.origin, epoch: correction.epoch, seq: correction.seq)
        guard place.epoch < line.header.epoch || (place.epoch == line.header.epoch && place.seq < line.header.seq)
        else {
            throw InvalidFact(.nothingToCorrect, "corrects names an earlier fact")
        }
        guard var target = try await target(at: place, duplicates, connection),
            let kind = FactKind(rawValue: target.kind), kind != .correction
        else { throw InvalidFact(.nothingToCorrect, "corrects names a fact of a known kind that is no correction") }
        var replacement: FactMeaning?
        if let range = correction.replacement {
            let data = batch.body[line.dataRange]
            let bytes = Array(data[(data.startIndex + range.lowerBound)..<(data.startIndex + range.upperBound)])
            replacement = try rules.meaning(of: kind, of: target, data: bytes)
        }
        if let earlier = target.meaning { projection.withdraw(earlier) }
        if let replacement { projection.add(replacement) }
        target.withdrawn = target.meaning
        target.meaning = replacement
        current[place] = target
        corrections.append((corrected: place, by: FactPlace(line.header)))
        return target
    }

    private mutating func target(
        at place: FactPlace, _ duplicates: Int, _ connection: isolated Connection
    ) async throws -> CorrectedFact? {
        if let known = current[place] { return known }
        let index = Int(clamping: place.seq - batch.description.first)
        if place.epoch == batch.description.epoch, index >= duplicates, index < batch.lines.count {
            return inBatch(index)
        }
        do {
            return try await StoredFacts(station: batch.description.station, rules: rules)
                .fact(at: place, keys: &keys, on: connection)
        } catch is UnreadableStoredFact {
            throw InvalidFact(
                .unreadableTarget,
                "the corrected fact needs a configuration that the hub no longer has, such as an instrument's version")
        }
    }

    private func inBatch(_ index: Int) -> CorrectedFact? {
        let header = batch.lines[index].header
        guard batch.lines[index].headerProblem != .impossibleDate else { return nil }
        var fact = CorrectedFact(
            id: header.id, place: FactPlace(header), kind: header.kind, occurredAt: header.occurredAt,
            subject: header.subject)
        if case .meaning(let meaning) = readings.readings[index - readings.duplicates] { fact.meaning = meaning }
        return fact
    }
}

/// A stored fact that was counted once can't be read under today's configuration, such as an answer to a version of an
/// instrument that was taken out of it. Nobody knows then what to take back.
struct UnreadableStoredFact: Error {
    var place: FactPlace
    var reason: InvalidFact
}

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

extension FactRules {
    /// The place that a stored correction names; nil when it names none.
    ///
    /// - Parameter origin: of the chain that the correction stands in, which is the only one that it can name facts of.
    func target(ofCorrection data: [UInt8], in origin: FactOrigin = .station) -> FactPlace? {
        var tokens = JSONTokens()
        return data.withUnsafeBufferPointer { bytes in
            guard (try? tokens.read(bytes)) != nil,
                let reading = try? correction(in: JSONFields(tokens: tokens, bytes: bytes))
            else { return nil }
            return FactPlace(origin: origin, epoch: reading.epoch, seq: reading.seq)
        }
    }

    /// The bytes of a stored correction's replacement; nil when it withdraws.
    func replacement(in data: [UInt8]) throws -> [UInt8]? {
        var tokens = JSONTokens()
        return try data.withUnsafeBufferPointer { bytes in
            try tokens.read(bytes)
            let reading = try correction(in: JSONFields(tokens: tokens, bytes: bytes))
            return reading.replacement.map { Array(bytes[$0]) }
        }
    }
}

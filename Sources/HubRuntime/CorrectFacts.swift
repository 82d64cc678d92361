import FactLog
import Federation
import Foundation
import HubModel
import Postgres
import Services

/// A fact that a correction points at.
struct CorrectedFact: Sendable {
    var id: FactID
    var kind: String
    var occurredAt: Date
    var subject: ResidentID?
    /// What it counts for now; nil when it was withdrawn or quarantined.
    var meaning: FactMeaning?
}

/// Applies the corrections of one batch in the order of the chain.
struct CorrectFacts {
    let rules: FactRules
    let batch: FactBatch
    let readings: FactReadings
    /// Corrected facts as they stand after the corrections so far.
    private var current: [FactPlace: CorrectedFact] = [:]
    private(set) var corrections: [(corrected: FactPlace, by: FactPlace)] = []

    init(rules: FactRules, batch: FactBatch, readings: FactReadings) {
        self.rules = rules
        self.batch = batch
        self.readings = readings
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
        let place = FactPlace(epoch: correction.epoch, seq: correction.seq)
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
        target.meaning = replacement
        current[place] = target
        corrections.append((corrected: place, by: FactPlace(epoch: line.header.epoch, seq: line.header.seq)))
        return target
    }

    private func target(
        at place: FactPlace, _ duplicates: Int, _ connection: isolated Connection
    ) async throws -> CorrectedFact? {
        if let known = current[place] { return known }
        let index = Int(clamping: place.seq - batch.description.first)
        if place.epoch == batch.description.epoch, index >= duplicates, index < batch.lines.count {
            return inBatch(index)
        }
        do {
            return try await StoredFacts(station: batch.description.station, rules: rules)
                .fact(at: place, on: connection)
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
            id: header.id, kind: header.kind, occurredAt: header.occurredAt, subject: header.subject)
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

    /// The fact at a place as it counts now; nil when there is none, or its times are impossible.
    ///
    /// - Throws: ``UnreadableStoredFact``; `PostgresError`.
    func fact(at place: FactPlace, on connection: isolated Connection) async throws -> CorrectedFact? {
        guard
            let stored = try await connection.first(
                FederationQueries.fact(of: station, epoch: place.epoch, seq: place.seq),
                as: (String.self, Date?.self, UUID.self, UUID?.self, [UInt8]?.self, Bool.self)),
            let occurredAt = stored.1
        else { return nil }
        var fact = CorrectedFact(
            id: FactID(rawValue: stored.2), kind: stored.0, occurredAt: occurredAt,
            subject: stored.3.map(ResidentID.init(rawValue:)))
        guard let kind = FactKind(rawValue: fact.kind), kind != .correction else { return fact }
        // Its own data counts for nothing when it was quarantined; a replacement does.
        let own = stored.5 ? nil : stored.4
        guard let data = try await currentData(own, at: place, on: connection) else { return fact }
        do {
            fact.meaning = try rules.meaning(of: kind, of: fact, data: data)
        } catch {
            throw UnreadableStoredFact(place: place, reason: error)
        }
        return fact
    }

    /// The data that counts: the replacement of the last correction, or else the fact's own.
    private func currentData(
        _ own: [UInt8]?, at place: FactPlace, on connection: isolated Connection
    ) async throws -> [UInt8]? {
        guard
            let by = try await connection.first(
                FederationQueries.correction(of: station, epoch: place.epoch, seq: place.seq),
                as: (Int32.self, Int64.self)),
            let correcting = try await connection.first(
                FederationQueries.fact(of: station, epoch: Int(by.0), seq: by.1),
                as: (String.self, Date?.self, UUID.self, UUID?.self, [UInt8]?.self, Bool.self))
        else { return own }
        guard let data = correcting.4 else { return nil }
        return try rules.replacement(in: data)
    }
}

extension FactRules {
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

import FactLog
import Federation
import Foundation
import HubModel
import Postgres
import Protection
import Services

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

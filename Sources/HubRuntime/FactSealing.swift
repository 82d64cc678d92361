import FactLog
import Federation
import Foundation
import HubModel
import Postgres
import Protection
import Services

/// Decides what is stored of the data of a batch's facts: sealed for the person it is about, or plain when it is valid and
/// about nobody.
///
/// A correction is sealed for whom the corrected fact is about, so that it is erased together with it. What is said of an
/// erased person is not stored: header, digest and hash keep the chain, and the fact counts for nothing.
struct FactSealing {
    private let batch: FactBatch
    private let duplicates: Int
    private let station: StationCode
    private(set) var keys: SubjectKeys
    /// The `seq` of facts about erased persons.
    private(set) var erased: Set<Int64> = []

    init(_ batch: FactBatch, after duplicates: Int, keys ring: KeyRing) {
        self.batch = batch
        self.duplicates = duplicates
        station = batch.description.station
        keys = SubjectKeys(ring, of: station)
    }

    /// Looks up the keys of everybody whom the batch names.
    mutating func loadKeys(on connection: isolated Connection) async throws {
        let lines = batch.lines.dropFirst(duplicates)
        var subjects = Set(lines.lazy.compactMap(\.header.subject))
        if lines.contains(where: { $0.header.subject == nil }) { subjects.insert(SubjectKeys.nobody) }
        try await keys.load(subjects, on: connection)
    }

    /// What is stored of each fact behind the duplicates; keys that are missing are made.
    mutating func contents(
        _ readings: [FactReadings.Reading], on connection: isolated Connection
    ) async throws -> [StoredContent] {
        let owners = try await owners(readings, on: connection)
        var contents: [StoredContent] = []
        contents.reserveCapacity(owners.count)
        for (line, owner) in zip(batch.lines.dropFirst(duplicates), owners) {
            contents.append(try content(of: line, owner))
        }
        return contents
    }

    private mutating func content(of line: FactLine, _ owner: ResidentID?) throws -> StoredContent {
        guard let owner else { return .plain(salt: line.salt, data: Array(batch.body[line.dataRange])) }
        let isAboutErased = line.header.subject.map(keys.isDestroyed) ?? false
        guard !isAboutErased, let cipher = try keys.cipher(making: owner) else {
            erased.insert(line.header.seq)
            return .erased(isAboutErased ? line.header.subject ?? owner : owner)
        }
        let place = FactPlace(epoch: line.header.epoch, seq: line.header.seq)
        let sealed = try cipher.seal(line.salt + batch.body[line.dataRange], at: .data(of: place, station: station))
        return .sealed(sealed, for: owner)
    }

    /// For whom each fact is sealed; nil for what stays plain.
    private mutating func owners(
        _ readings: [FactReadings.Reading], on connection: isolated Connection
    ) async throws -> [ResidentID?] {
        let stored = try await ownersOfStoredTargets(readings, on: connection)
        var owners: [ResidentID?] = []
        owners.reserveCapacity(readings.count)
        for (line, reading) in zip(batch.lines.dropFirst(duplicates), readings) {
            switch reading {
            case .meaning: owners.append(line.header.subject)
            case .invalid: owners.append(line.header.subject ?? SubjectKeys.nobody)
            case .correction(let correction):
                let target: ResidentID? =
                    if let index = indexOfTarget(correction) {
                        index < owners.count ? owners[index] : nil
                    } else {
                        stored[FactPlace(epoch: correction.epoch, seq: correction.seq)]
                    }
                let named = target == SubjectKeys.nobody ? nil : target
                owners.append(named ?? line.header.subject ?? SubjectKeys.nobody)
            }
        }
        return owners
    }

    /// Where a correction's target stands among the new facts of the batch; nil when it was stored before.
    private func indexOfTarget(_ correction: CorrectionReading) -> Int? {
        let first = batch.description.first + Int64(duplicates)
        guard correction.epoch == batch.description.epoch, correction.seq >= first else { return nil }
        return Int(clamping: correction.seq - first)
    }

    private mutating func ownersOfStoredTargets(
        _ readings: [FactReadings.Reading], on connection: isolated Connection
    ) async throws -> [FactPlace: ResidentID] {
        var places: Set<FactPlace> = []
        for case .correction(let correction) in readings where indexOfTarget(correction) == nil {
            places.insert(FactPlace(epoch: correction.epoch, seq: correction.seq))
        }
        guard !places.isEmpty else { return [:] }
        let rows = try await connection.rows(
            SealingQueries.subjects(of: station, at: Array(places)), as: (Int32.self, Int64.self, UUID?.self))
        var owners: [FactPlace: ResidentID] = [:]
        for (epoch, seq, subject) in rows {
            owners[FactPlace(epoch: Int(epoch), seq: seq)] = subject.map(ResidentID.init(rawValue:))
        }
        try await keys.load(Set(owners.values), on: connection)
        return owners
    }

    /// Stores the keys that were made; nil when there are none.
    mutating func insertion(at now: Date) -> Query? { keys.insertion(at: now) }
}

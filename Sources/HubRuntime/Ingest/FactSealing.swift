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
    /// For whom the data of one line is sealed.
    struct Assignment: Sendable {
        /// The line's index in the batch.
        var line: Int
        /// Nil for what stays plain.
        var owner: ResidentID?
        /// Nil for what stays plain, and for an owner who was erased.
        var cipher: FieldCipher?
    }

    private let batch: FactBatch
    private let duplicates: Int
    private let station: StationCode
    private let isSealing: Bool
    private(set) var keys: SubjectKeys
    /// The `seq` of facts about erased persons.
    private(set) var erased: Set<Int64> = []

    /// - Parameter isSealing: false leaves everything plain, which only measuring does.
    init(_ batch: FactBatch, after duplicates: Int, keys ring: KeyRing, isSealing: Bool) {
        self.batch = batch
        self.isSealing = isSealing
        self.duplicates = duplicates
        station = batch.description.station
        keys = isSealing ? SubjectKeys(ring, of: station) : .unsealed(of: station)
    }

    /// Looks up the keys of everybody whom the batch names.
    mutating func loadKeys(on connection: isolated Connection) async throws {
        let lines = batch.lines.dropFirst(duplicates)
        var subjects = Set(lines.lazy.compactMap(\.header.subject))
        if lines.contains(where: { $0.header.subject == nil }) { subjects.insert(SubjectKeys.nobody) }
        try await keys.load(subjects, on: connection)
    }

    /// Whether a line says by itself for whom its data is sealed, before anybody reads the data.
    private static func isNamed(_ header: FactHeader) -> Bool {
        header.subject != nil && header.kind != FactKind.correction.rawValue
    }

    /// The new facts that name whom they are about; keys that are missing are made.
    mutating func assignNamed() throws -> [Assignment] {
        var assignments: [Assignment] = []
        for index in batch.lines.indices.dropFirst(duplicates) where Self.isNamed(batch.lines[index].header) {
            assignments.append(try assignment(of: index, to: batch.lines[index].header.subject))
        }
        return assignments
    }

    /// The other new facts, for which it takes their data: corrections, and facts about nobody who is named.
    mutating func assignOthers(
        _ readings: [FactReadings.Reading], on connection: isolated Connection
    ) async throws -> [Assignment] {
        let stored = try await ownersOfStoredTargets(readings, on: connection)
        var owners: [Int: ResidentID] = [:]
        var assignments: [Assignment] = []
        for (index, reading) in zip(batch.lines.indices.dropFirst(duplicates), readings) {
            let header = batch.lines[index].header
            guard !Self.isNamed(header) else { continue }
            let owner: ResidentID?
            switch reading {
            case .meaning: owner = header.subject
            case .invalid: owner = header.subject ?? SubjectKeys.nobody
            case .correction(let correction):
                let target: ResidentID? =
                    if let target = indexOfTarget(correction) {
                        target < index ? owners[target] ?? batch.lines[target].header.subject : nil
                    } else {
                        stored[FactPlace(origin: batch.origin, epoch: correction.epoch, seq: correction.seq)]
                    }
                let named = target == SubjectKeys.nobody ? nil : target
                owner = named ?? header.subject ?? SubjectKeys.nobody
            }
            owners[index] = owner
            assignments.append(try assignment(of: index, to: owner))
        }
        return assignments
    }

    private mutating func assignment(of line: Int, to owner: ResidentID?) throws -> Assignment {
        guard isSealing, let owner else { return Assignment(line: line, owner: nil, cipher: nil) }
        let header = batch.lines[line].header
        if let subject = header.subject, keys.isDestroyed(subject) {
            erased.insert(header.seq)
            return Assignment(line: line, owner: subject, cipher: nil)
        }
        let cipher = try keys.cipher(making: owner)
        if cipher == nil { erased.insert(header.seq) }
        return Assignment(line: line, owner: owner, cipher: cipher)
    }

    /// Where a correction's target stands among the new facts of the batch; nil when it was stored before.
    private func indexOfTarget(_ correction: CorrectionReading) -> Int? {
        let index = correction.seq.subtractingReportingOverflow(batch.description.first)
        guard correction.epoch == batch.description.epoch, !index.overflow, index.partialValue >= duplicates
        else { return nil }
        return Int(clamping: index.partialValue)
    }

    private mutating func ownersOfStoredTargets(
        _ readings: [FactReadings.Reading], on connection: isolated Connection
    ) async throws -> [FactPlace: ResidentID] {
        var places: Set<FactPlace> = []
        for case .correction(let correction) in readings where indexOfTarget(correction) == nil {
            places.insert(FactPlace(origin: batch.origin, epoch: correction.epoch, seq: correction.seq))
        }
        guard !places.isEmpty else { return [:] }
        let rows = try await connection.rows(
            SealingQueries.subjects(of: station, at: Array(places)), as: (Int32.self, Int64.self, UUID?.self))
        var owners: [FactPlace: ResidentID] = [:]
        for (epoch, seq, subject) in rows {
            let place = FactPlace(origin: batch.origin, epoch: Int(epoch), seq: seq)
            owners[place] = subject.map(ResidentID.init(rawValue:))
        }
        try await keys.load(Set(owners.values), on: connection)
        return owners
    }

    /// Stores the keys that were made since it was asked for last; nil when there are none.
    mutating func insertion(at now: Date) -> Query? { keys.insertion(at: now) }

    /// The facts as they are stored.
    static func rows(_ assignments: some Sequence<Assignment>, of batch: FactBatch) throws -> FactRows {
        var rows = FactRows()
        var nonces = NonceSupply(assignments.underestimatedCount)
        var ciphers: [ResidentID: FieldCipher] = [:]
        for assignment in assignments {
            let line = batch.lines[assignment.line]
            let content: StoredContent
            if let owner = assignment.owner, let wrapped = assignment.cipher {
                let cipher = try ciphers[owner] ?? wrapped.unwrapped()
                ciphers[owner] = cipher
                let place = FieldPlace.data(of: FactPlace(line.header), station: line.header.station)
                let value = line.salt + batch.body[line.dataRange]
                content = .sealed(try cipher.seal(value, at: place, nonces: &nonces), for: owner)
            } else if let owner = assignment.owner {
                content = .erased(owner)
            } else {
                content = .plain(salt: line.salt, data: Array(batch.body[line.dataRange]))
            }
            rows.append(assignment.line, of: batch, content)
        }
        return rows
    }
}

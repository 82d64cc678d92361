import Federation
import Foundation
public import HubModel
import Postgres
public import Protection
public import Services

/// Reads what the hub holds of one resident, for the resident's station and for break-glass access.
public struct ReadResident: Sendable {
    private let database: HubDatabase
    private let rules: FactRules
    private let keys: KeyRing

    public init(database: HubDatabase, rules: FactRules, keys: KeyRing) {
        self.database = database
        self.rules = rules
        self.keys = keys
    }

    /// In one snapshot.
    ///
    /// - Parameter principal: sees the resident or nothing; what is out of scope looks like absent.
    /// - Returns: nil when no fact ever named such a resident.
    /// - Throws: `SealBroken`, `KeyRingError` or `SubjectKeyError` when what is sealed can't be opened; `PostgresError`.
    public func callAsFunction(
        _ resident: ResidentID, of station: StationCode, as principal: Principal
    ) async throws -> ResidentRecord? {
        try await self(resident, of: station, as: principal, recording: nil)
    }

    /// - Parameter event: appended to the audit trail in the same transaction, when there is something to read.
    func callAsFunction(
        _ resident: ResidentID, of station: StationCode, as principal: Principal, recording event: AuditEvent?
    ) async throws -> ResidentRecord? {
        guard resident != SubjectKeys.nobody else { return nil }
        let (rules, keys) = (rules, keys)
        return try await database.withTransaction(
            as: principal, isolation: .repeatableRead, readOnly: event == nil, retry: .whenTransient()
        ) { connection -> ResidentRecord? in
            let results = try await connection.pipeline([
                SubjectKeyQueries.standing(of: resident, at: station),
                ResidentQueries.registration(of: resident, at: station),
                ResidentQueries.consents(of: [resident.rawValue], at: station),
                SealingQueries.record(of: resident, at: station),
            ]).map(\.rows)
            guard let standing = results[0].first else { return nil }
            if let event { _ = try await connection.execute(AuditQueries.append(event)) }
            var record = ResidentRecord(
                station: station, id: resident, consents: [], entries: [], erasedAt: try standing.decode(column: 0))
            guard record.erasedAt == nil else { return record }
            var subjectKeys = SubjectKeys(keys, of: station)
            try await subjectKeys.load([resident], on: connection)
            guard let cipher = try subjectKeys.cipher(of: resident)?.unwrapped() else { return nil }
            let opening = ResidentOpening(station: station)
            record.registration = try results[1].first.map { row in
                let (epoch, seq, occurredAt, profile) = try row.decode(
                    Int32.self, Int64.self, Date.self, [UInt8].self)
                return opening.registration(
                    resident, ChainPlace(epoch: Int(epoch), seq: seq), occurredAt, profile, cipher)
            }
            record.consents = try results[2].compactMap { try opening.consent($0) { _ in cipher } }.map(\.record)
            record.entries = RecordEntry.corrected(
                try results[3].map { try RecordEntry($0, of: station, cipher) }, rules: rules)
            return record
        }
    }
}

extension RecordEntry {
    /// Opens a row of `SealingQueries.record(…)`.
    init(_ row: Row, of station: StationCode, _ cipher: FieldCipher) throws {
        let (origin, epoch, seq, id, kind, occurredAt, header, data, quarantine) = try row.decode(
            String.self, Int32.self, Int64.self, UUID.self, String.self, Date?.self, [UInt8].self, [UInt8]?.self,
            String?.self)
        place = FactPlace(origin: FactOrigin(rawValue: origin) ?? .station, epoch: Int(epoch), seq: seq)
        self.id = FactID(rawValue: id)
        self.kind = kind
        self.occurredAt = occurredAt
        self.header = header
        self.quarantine = quarantine
        let fieldPlace = FieldPlace.data(of: place, station: station)
        let opened = try data.map { try cipher.open($0, at: fieldPlace) }
        self.data = opened.map { Array($0.dropFirst(SubjectKeys.saltBytes)) } ?? []
        current = quarantine == nil ? opened.map { Array($0.dropFirst(SubjectKeys.saltBytes)) } : nil
    }

    /// Applies the corrections among the entries in the order of the chain, as ingest did.
    static func corrected(_ entries: [RecordEntry], rules: FactRules) -> [RecordEntry] {
        var entries = entries
        let places = Dictionary(entries.enumerated().map { ($1.place, $0) }) { first, _ in first }
        for index in entries.indices
        where entries[index].kind == FactKind.correction.rawValue && entries[index].quarantine == nil {
            let correction = entries[index]
            guard
                let target = rules.target(ofCorrection: correction.data, in: correction.place.origin)
                    .flatMap({ places[$0] })
            else { continue }
            entries[target].correctedBy = correction.place
            entries[target].current = (try? rules.replacement(in: correction.data)) ?? nil
        }
        return entries
    }
}

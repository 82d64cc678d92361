import Foundation
public import HubModel
import Postgres
public import Protection
public import Services

/// Lists the registered residents of a station with what they consent to, the latest registered first.
public struct ListResidents: Sendable {
    /// A line of the list.
    public struct Line: Sendable {
        public var registration: ResidentRegistration
        /// The last decision about each purpose, by purpose.
        public var consents: [String: ConsentRecord]
    }

    /// A page of the list.
    public struct Page: Sendable {
        public var lines: [Line]
        /// Where the next page begins; nil on the last one.
        public var next: ResidentCursor?

        public init(lines: [Line] = [], next: ResidentCursor? = nil) {
            self.lines = lines
            self.next = next
        }
    }

    private let database: HubDatabase
    private let keys: KeyRing

    public init(database: HubDatabase, keys: KeyRing) {
        self.database = database
        self.keys = keys
    }

    /// - Parameters:
    ///   - prefix: what the ids begin with; nil for all.
    ///   - limit: lines a page.
    /// - Throws: `SealBroken`, `KeyRingError` or `SubjectKeyError`; `PostgresError`.
    public func callAsFunction(
        of station: StationCode, prefix: ResidentIDPrefix? = nil, after cursor: ResidentCursor? = nil, limit: Int = 50,
        as principal: Principal
    ) async throws -> Page {
        let keys = keys
        return try await database.withTransaction(as: principal, isolation: .repeatableRead, readOnly: true) {
            connection in
            let rows = try await connection.rows(
                ResidentQueries.residents(of: station, ids: prefix?.ids, after: cursor, limit: limit + 1),
                as: (UUID.self, Int32.self, Int64.self, Date.self, [UInt8].self))
            let shown = rows.prefix(limit)
            let residents = shown.map(\.0)
            var subjectKeys = SubjectKeys(keys, of: station)
            try await subjectKeys.load(Set(residents.map(ResidentID.init(rawValue:))), on: connection)
            let opening = ResidentOpening(station: station)
            var decisions: [ResidentID: [ConsentRecord]] = [:]
            for row in try await connection.rows(ResidentQueries.consents(of: residents, at: station)) {
                guard let (owner, consent) = try opening.consent(row, cipher: { subjectKeys.cipher(of: $0) })
                else { continue }
                decisions[owner, default: []].append(consent)
            }
            let lines = shown.map { id, epoch, seq, occurredAt, profile in
                let (id, place) = (ResidentID(rawValue: id), ChainPlace(epoch: Int(epoch), seq: seq))
                return Line(
                    registration: opening.registration(id, place, occurredAt, profile, subjectKeys.cipher(of: id)),
                    consents: (decisions[id] ?? []).standing)
            }
            let last = rows.count > limit ? shown.last : nil
            return Page(
                lines: lines,
                next: last.map { ResidentCursor(occurredAt: $0.3, place: ChainPlace(epoch: Int($0.1), seq: $0.2)) })
        }
    }
}

public import Foundation
public import HubModel
import Postgres
public import Protection

/// Recognises a resident whom another station knows too, by the ID number, which is neither stored nor told to anybody.
///
/// What is stored is a keyed hash. Links under earlier keys are found and brought under the current one.
public struct LinkResident: Sendable {
    private let database: HubDatabase
    private let keys: KeyRing
    private let now: @Sendable () -> Date

    /// - Parameter now: the hub's clock.
    public init(database: HubDatabase, keys: KeyRing, now: @escaping @Sendable () -> Date = { Date() }) {
        self.database = database
        self.keys = keys
        self.now = now
    }

    /// - Parameters:
    ///   - station: whose resident it is; a link belongs to the station that makes it.
    ///   - idNumber: 公民身份号码.
    ///   - agent: who asks, and from where, for the record.
    /// - Throws: ``LinkageError``; `KeyRingError`; `PostgresError`.
    public func callAsFunction(
        _ resident: ResidentID,
        of station: StationCode, idNumber: String, by agent: AuditEvent.Agent = .system,
        from source: String? = nil
    ) async throws {
        let now = now()
        guard let number = CitizenIDNumber(idNumber, asOf: now) else { throw LinkageError.invalidIDNumber }
        let index = BlindIndex(keys, purpose: .linkage, label: "person.id-number")
        let current = try index.entry(for: number.text)
        let entries = index.entries(for: number.text)
        try await database.withTransaction(as: .district, retry: .whenTransient()) { connection in
            _ = try await connection.first(SubjectKeyQueries.lock(resident, of: station))
            let isErased = try await connection.first(LinkageQueries.isErased(resident, of: station), as: Bool.self)
            guard isErased == false else { throw LinkageError.erased }
            // In the order of the keys, which is the same for everybody, so that nobody waits in a circle.
            for entry in entries { _ = try await connection.first(LinkageQueries.lock(entry)) }
            let known = try await connection.first(LinkageQueries.persons(entries), as: UUID.self)
            let person = known ?? UUID()
            let results = try await connection.pipeline([
                LinkageQueries.renew(entries, to: person, under: current),
                LinkageQueries.link(resident, of: station, to: person, under: current, at: now),
            ])
            guard results[1].tag.rows > 0 else { return }
            try await connection.execute(
                AuditQueries.append(
                    AuditEvent(
                        .change, .update, .residentLinked, in: .station(station), by: agent,
                        on: .init(.resident, "\(resident)"), source: source, at: now)))
        }
    }
}

import Foundation
import HubModel
import Postgres

/// Wraps every subject's key under the current key-encryption key, in small transactions beside the hub's work.
///
/// Idempotent; after an interruption it goes on with what is left. What is sealed under the subjects' keys stays as it is.
public struct RewrapSubjectKeys: Sendable {
    private let database: HubDatabase
    private let keys: KeyRing
    private let pageSize: Int

    /// - Parameter pageSize: how many rows a transaction changes, 1 or more.
    public init(database: HubDatabase, keys: KeyRing, pageSize: Int = 500) {
        self.database = database
        self.keys = keys
        self.pageSize = max(1, pageSize)
    }

    /// - Parameter progress: told after each transaction how many keys it wrapped anew.
    /// - Returns: how many keys were wrapped anew.
    /// - Throws: ``KeyRingError``; ``SubjectKeyError``; `PostgresError`. What was done until then stays done.
    @discardableResult
    public func callAsFunction(progress: @Sendable (Int) -> Void = { _ in }) async throws -> Int {
        var place: (station: String, subject: UUID)? = ("", SubjectKeys.nobody.rawValue)
        var total = 0
        while let after = place {
            let page = try await rewrap(after: after)
            total += page.count
            if page.count > 0 { progress(page.count) }
            place = page.last
        }
        return total
    }

    private func rewrap(
        after place: (station: String, subject: UUID)
    ) async throws -> (count: Int, last: (station: String, subject: UUID)?) {
        let (keys, pageSize, now) = (keys, pageSize, Date())
        return try await database.withTransaction(as: .district, retry: .whenTransient()) { connection in
            let kek = try keys.current(.encryption)
            let rows = try await connection.rows(
                SubjectKeyQueries.keys(notUnder: kek.id, after: place, limit: pageSize),
                as: (String.self, UUID.self, String.self, [UInt8].self))
            guard let last = rows.last else { return (0, nil) }
            let wrapped = try rows.map { station, subject, kekID, wrapped in
                guard let station = StationCode(rawValue: station),
                    let key = try WrappedKey.cipher(
                        wrapped, of: subject, station: station, under: keys.key(.encryption, id: kekID)
                    ).plainKey()
                else { throw SubjectKeyError.unreadable }
                return try WrappedKey.seal(key, of: subject, station: station, under: kek)
            }
            try await connection.execute(
                SubjectKeyQueries.rewrap(
                    stations: rows.map(\.0), subjects: rows.map(\.1), wrapped: wrapped, kekID: kek.id))
            try await connection.execute(
                AuditQueries.append(
                    .hubKey(
                        .keysRewrapped, .update, .encryption, id: kek.id, details: [.rows: "\(rows.count)"], at: now)))
            return (rows.count, (last.0, last.1))
        }
    }
}

import Foundation
import Postgres

/// A checkpoint's row, in which everything may be missing, as in a table that somebody meddled with.
struct StoredCheckpoint: Sendable {
    let number: Int64?
    /// Written as in ``AuditStatement/at``.
    let at: String?
    let previousDigest: [UInt8]?
    let statement: String?
    let signature: Data?
    let keyID: String?

    /// - Parameter row: of ``AuditQueries/allCheckpoints``.
    init(_ row: Row) throws {
        (number, at, previousDigest, statement, signature, keyID) = try row.decode(
            Int64?.self, String?.self, [UInt8]?.self, String?.self, Data?.self, String?.self)
    }
}

import Crypto
import Foundation

/// A signed statement of where streams of the audit trail ended, as it stands in the database and, one a line, in the
/// anchor file.
struct AuditCheckpoint: Codable, Hashable, Sendable {
    let number: Int64
    /// The text that was signed; see ``AuditStatement``.
    let statement: String
    let signature: Data
    let keyID: String

    enum CodingKeys: String, CodingKey {
        case number, statement, signature
        case keyID = "key"
    }

    /// What the next statement names as the one before it.
    var digest: [UInt8] { Self.digest(of: statement) }

    static func digest(of statement: String) -> [UInt8] { Array(SHA256.hash(data: Array(statement.utf8))) }

    /// What the first statement names.
    static var genesis: [UInt8] { digest(of: "xinlian/audit/1/checkpoints") }
}

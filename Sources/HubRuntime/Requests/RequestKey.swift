import Crypto
public import Foundation
import HubModel
public import Postgres
public import Protection

/// The key of a write that a client may send again: done once, and answered alike each time.
///
/// After draft-ietf-httpapi-idempotency-key-header. The answer is written in the transaction of what is done, so that
/// neither a crash nor a second request at the same moment does it twice; what is refused changed nothing and keeps no
/// answer.
public struct RequestKey: Hashable, Sendable {
    let account: UUID
    let text: String
    let digest: [UInt8]
    /// Whose rows are changed; nil for the district's.
    let station: StationCode?
    let now: Date

    /// How long an answer is kept at least.
    public static let keptSeconds = 2 * 86_400.0

    /// - Parameters:
    ///   - text: 1 to 200 visible characters of ASCII.
    ///   - request: what is asked, all of it.
    ///   - acting: who asks, and as what.
    /// - Returns: nil when the text can't be a key.
    public init?(_ text: String, of request: [UInt8], by acting: Principal.Acting, at now: Date) {
        guard (1...200).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        self.text = text
        self.now = now
        account = acting.account
        if case .station(let code) = acting.assignment.organization { station = code } else { station = nil }
        var hash = SHA256()
        let asked = "\(acting.assignment.role.rawValue)@\(acting.assignment.organization.auditStream)\n"
        hash.update(data: Array(asked.utf8))
        hash.update(data: request)
        digest = Array(hash.finalize())
    }

    /// Keeps the answer, in the transaction of what was done.
    ///
    /// - Throws: ``RequestKeyError/answered`` when another request with the key was faster; `PostgresError`.
    public func keep(_ answer: String, on connection: isolated Connection) async throws {
        let tag = try await connection.execute(RequestKeyQueries.insert(self, answer: answer))
        guard tag.rows == 1 else { throw RequestKeyError.answered }
    }
}

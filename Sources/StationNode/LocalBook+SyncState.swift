import Foundation
import GRDB
import HubModel

extension LocalBook {
    /// The hub answered; `untroubled` clears the last error.
    func noteContact(at time: Date, untroubled: Bool) async throws {
        try await pool.write { database in
            try database.execute(sql: "UPDATE sync_state SET last_contact = ?", arguments: [time.milliseconds])
            guard untroubled else { return }
            try database.execute(
                sql: """
                    UPDATE sync_state SET error_code = NULL, error_zh = NULL, error_en = NULL, error_at = NULL,
                        failures = 0, next_attempt = NULL
                    """)
        }
    }

    func note(_ trouble: SyncTrouble, failures: Int, nextAttempt: Date, at time: Date) async throws {
        try await pool.write { database in
            try database.execute(
                sql: """
                    UPDATE sync_state SET error_code = ?, error_zh = ?, error_en = ?, error_at = ?, failures = ?,
                        next_attempt = ?
                    """,
                arguments: [
                    trouble.code, trouble.words.zh, trouble.words.en, time.milliseconds, failures,
                    nextAttempt.milliseconds,
                ])
        }
    }

    /// Failed synchronisations since the last that went well.
    func failuresInARow() async throws -> Int {
        try await pool.read { try Int.fetchOne($0, sql: "SELECT failures FROM sync_state") ?? 0 }
    }

    /// When the next attempt is due after trouble; nil when all is well.
    func nextAttempt() async throws -> Date? {
        try await pool.read { try Int64.fetchOne($0, sql: "SELECT next_attempt FROM sync_state") }
            .map { Date(milliseconds: $0) }
    }
}

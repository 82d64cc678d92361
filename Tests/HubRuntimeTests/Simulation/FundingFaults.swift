import Foundation
import Postgres
import TestSupport

/// What goes wrong while wishes are carried out.
enum FundingFault: String, CaseIterable, Sendable {
    /// The hub's connection is ended while it is at work, and it is done again.
    case crashed
    /// All statements were sent, and then it was rolled back; it is done again.
    case rolledBack
    /// It was done, but nobody heard; it is done again under the same ids.
    case answerLost
    /// The same twice at the same moment.
    case sentTwiceAtOnce
    /// Two wishes for the same thing at the same moment.
    case rivals
}

/// Ends connections of the hub while they are at work.
struct BackendKiller: Sendable {
    private actor Hunt {
        private(set) var isOver = false
        func end() { isOver = true }
    }

    let database: TestDatabase

    /// - Parameter sighting: at which sight of a transaction under way to strike, from 1.
    /// - Returns: what the body does, and whether there was a strike.
    func strike(
        at sighting: Int, during body: @escaping @Sendable () async throws -> String
    ) async throws -> (answer: String, didStrike: Bool) {
        let hunt = Hunt()
        async let struck = database.asAdministrator { connection in
            var sightings = 0
            while await !hunt.isOver {
                let seen = try await connection.first(Self.atWork, as: Int32.self)
                guard let seen else { continue }
                sightings += 1
                guard sightings == sighting else { continue }
                return try await connection.first("SELECT pg_terminate_backend(\(seen))", as: Bool.self) == true
            }
            return false
        }
        let outcome: Result<String, any Error>
        do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
        await hunt.end()
        return (try outcome.get(), try await struck)
    }

    private static let atWork: Query = """
        SELECT pid FROM pg_stat_activity
        WHERE usename = 'xinlian_app' AND datname = current_database() AND state IN ('active', 'idle in transaction')
        LIMIT 1
        """
}

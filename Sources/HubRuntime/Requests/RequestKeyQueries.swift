import Foundation
import HubModel
import Postgres

/// The statements on answers to writes by the keys of their requests.
enum RequestKeyQueries {
    /// Keeps an answer; no row when the key has one. Waits for a request with the key that is under way.
    static func insert(_ key: RequestKey, answer: String) -> Query {
        """
        INSERT INTO request_key (account_id, key, request_digest, answer, station_id, answered_at)
        VALUES (\(key.account), \(key.text), \(key.digest), \(answer), \(key.station?.rawValue), \(key.now))
        ON CONFLICT DO NOTHING
        """
    }

    /// The digest of the request, and the answer.
    static func answer(to key: RequestKey) -> Query {
        "SELECT request_digest, answer FROM request_key WHERE account_id = \(key.account) AND key = \(key.text)"
    }

    static func forget(before moment: Date) -> Query { "DELETE FROM request_key WHERE answered_at < \(moment)" }
}

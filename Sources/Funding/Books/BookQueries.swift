import Postgres

/// The statements on the two books.
enum BookQueries {
    /// One at a time settles advances, or hands co-payments over.
    static func lockSettlement(_ event: String) -> Query {
        "SELECT pg_advisory_xact_lock(hashtextextended(\("settlement/\(event)"), 0))"
    }
}

import Postgres

/// The statements on what is settled up to what there is of it.
enum SettlementQueries {
    /// One at a time settles advances, or hands co-payments over.
    static func lockSettlement(_ event: String) -> Query {
        "SELECT pg_advisory_xact_lock(hashtextextended(\("settlement/\(event)"), 0))"
    }
}

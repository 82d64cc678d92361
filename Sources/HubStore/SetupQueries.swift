import Postgres

enum SetupQueries {
    static func database(named name: String) -> Query { "SELECT 1 FROM pg_database WHERE datname = \(name)" }

    static func createDatabase(_ name: String, owner: String) -> Query {
        "CREATE DATABASE \(identifier: name) OWNER \(identifier: owner)"
    }

    /// Nobody but the owner makes objects in the schema.
    static func grantSchema(to owner: String) -> Query {
        "ALTER SCHEMA public OWNER TO \(identifier: owner)"
    }
}

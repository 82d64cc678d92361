import Postgres
import TestSupport
import Testing

/// The rules that every table follows, read from the catalog, so that a new table is held to them too.
@Suite(.timeLimit(.minutes(5))) struct SchemaRulesTests {
    private static let bookkeeping = "schema_migration"

    /// All tables and partitions of the schema but the migrator's book; a month's partition is among them.
    private func withSchema(_ body: @Sendable (TestDatabase) async throws -> Void) async throws {
        try await TestDatabase.with(stations: 1) { database in
            _ = try await database.asAdministrator {
                try await $0.execute("SELECT prepare_fact_partition('2026-03-01')")
            }
            try await body(database)
        }
    }

    private func expectNone(_ query: Query, _ rule: Comment, _ database: TestDatabase) async throws {
        let violations = try await database.texts(query)
        #expect(violations == [], rule)
    }

    /// The tables of the schema with the kind that their comments name.
    private static let tables: Query = """
        SELECT c.oid, c.relname::text AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
            substring(obj_description(c.oid, 'pg_class') FROM '^(station|district|reference): .') AS kind_text,
            split_part(obj_description(c.oid, 'pg_class'), ':', 1) AS kind
        FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> \(bookkeeping)
        """

    @Test func thereAreTables() async throws {
        try await withSchema { database in
            let names = try await database.texts("SELECT name FROM (\(Self.tables)) t ORDER BY 1")
            #expect(
                Set(names).isSuperset(of: ["fact", "fact_2026_03", "fact_unprepared", "station", "attention", "rollup"])
            )
        }
    }

    @Test func everyTableNamesItsKind() async throws {
        try await withSchema { database in
            try await expectNone(
                "SELECT name FROM (\(Self.tables)) t WHERE kind_text IS NULL",
                "comments begin with station:, district: or reference:", database)
        }
    }

    @Test func rowLevelSecurityIsForcedOnEveryTable() async throws {
        try await withSchema { database in
            try await expectNone(
                "SELECT name FROM (\(Self.tables)) t WHERE NOT (enabled AND forced)", "enabled and forced", database)
        }
    }

    @Test func noRoleBypassesRowLevelSecurity() async throws {
        try await withSchema { database in
            try await expectNone(
                """
                SELECT rolname::text FROM pg_roles
                WHERE rolname LIKE 'xinlian%' AND (rolbypassrls OR rolsuper OR rolcreaterole OR rolcreatedb)
                """, "no privileged role", database)
            let roles = try await database.texts(
                "SELECT rolname::text FROM pg_roles WHERE rolname LIKE 'xinlian%' ORDER BY 1")
            #expect(roles == ["xinlian_app", "xinlian_auth", "xinlian_ingest", "xinlian_owner"])
            try await expectNone(
                """
                SELECT roleid::regrole::text FROM pg_auth_members
                WHERE member::regrole::text LIKE 'xinlian%' OR roleid::regrole::text LIKE 'xinlian%'
                """, "no role is a member of another", database)
            try await expectNone(
                """
                SELECT name FROM (\(Self.tables)) t JOIN pg_class c ON c.oid = t.oid
                WHERE c.relowner <> 'xinlian_owner'::regrole
                """, "the owner owns every table", database)
        }
    }

    @Test func policiesHaveNoSubselect() async throws {
        try await withSchema { database in
            try await expectNone(
                """
                SELECT tablename || '.' || policyname FROM pg_policies
                WHERE coalesce(qual, '') || coalesce(with_check, '') ~* 'select'
                """, "Citus can't create a policy with a sub-select", database)
        }
    }

    @Test func stationTablesHaveTheStationFirstInEveryKey() async throws {
        try await withSchema { database in
            try await expectNone(
                """
                SELECT name FROM (\(Self.tables)) t
                WHERE kind = 'station' AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = t.oid AND i.indisprimary)
                """, "every station table has a primary key", database)
            try await expectNone(
                """
                SELECT i.indexrelid::regclass::text FROM (\(Self.tables)) t JOIN pg_index i ON i.indrelid = t.oid
                LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
                WHERE kind = 'station' AND (i.indisunique OR i.indisexclusion) AND a.attname IS DISTINCT FROM 'station_id'
                """, "station_id comes first in primary keys and unique constraints and indexes", database)
            try await expectNone(
                """
                SELECT k.conname::text FROM (\(Self.tables)) t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f'
                LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.conkey[1]
                WHERE kind = 'station' AND a.attname IS DISTINCT FROM 'station_id'
                """, "station_id comes first in foreign keys", database)
        }
    }

    @Test func stationTablesHaveNoSequence() async throws {
        try await withSchema { database in
            try await expectNone(
                """
                SELECT t.name || '.' || a.attname FROM (\(Self.tables)) t JOIN pg_attribute a ON a.attrelid = t.oid
                LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
                WHERE kind = 'station' AND a.attnum > 0 AND NOT a.attisdropped
                    AND (a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) ~ 'nextval')
                """, "no identity or serial column", database)
        }
    }

    @Test func foreignKeysStayInsideAKindOrPointAtReferenceTables() async throws {
        try await withSchema { database in
            try await expectNone(
                """
                SELECT k.conname::text FROM pg_constraint k
                JOIN (\(Self.tables)) own ON own.oid = k.conrelid LEFT JOIN (\(Self.tables)) target ON target.oid = k.confrelid
                WHERE k.contype = 'f' AND target.kind IS DISTINCT FROM own.kind
                    AND target.kind IS DISTINCT FROM 'reference'
                """, "inside a kind, or at a reference table", database)
            let keys = try await database.number("SELECT count(*) FROM pg_constraint WHERE contype = 'f'")
            #expect(keys >= 4)
        }
    }

    /// The rules above are queries; this proves that they find what breaks them.
    @Test func theRulesFindATableThatBreaksThem() async throws {
        try await withSchema { database in
            _ = try await database.asAdministrator { connection in
                try await connection.execute(
                    "CREATE TABLE loose (n int GENERATED ALWAYS AS IDENTITY UNIQUE, station_id text)")
                try await connection.execute("COMMENT ON TABLE loose IS 'station: breaks the rules'")
            }
            let broken = try await database.texts("SELECT name FROM (\(Self.tables)) t WHERE NOT (enabled AND forced)")
            #expect(broken == ["loose"])
            let keys = try await database.texts(
                """
                SELECT t.name FROM (\(Self.tables)) t JOIN pg_index i ON i.indrelid = t.oid
                LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
                WHERE kind = 'station' AND i.indisunique AND a.attname IS DISTINCT FROM 'station_id'
                """)
            #expect(keys == ["loose"])
        }
    }
}

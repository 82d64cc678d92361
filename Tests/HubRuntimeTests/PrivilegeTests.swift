import Foundation
import Postgres
import TestSupport
import Testing

/// Who may do what in the database: a written list, and nothing beyond it.
@Suite(.timeLimit(.minutes(5))) struct PrivilegeTests {
    /// Every privilege of every role but the owner and the server's administrator, also those of PUBLIC: one line an
    /// object, columns in brackets. Partitions have none of their own.
    private static let granted: Query = """
        WITH objects AS (
            SELECT 'table ' || relname AS object, acl.grantee, acl.privilege_type || '' AS privilege, relowner AS owner
            FROM pg_class, aclexplode(relacl) AS acl
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
            UNION ALL
            SELECT 'table ' || relname, acl.grantee, acl.privilege_type || '(' || attname || ')', relowner
            FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid, aclexplode(attacl) AS acl
            WHERE relnamespace = 'public'::regnamespace AND NOT attisdropped
            UNION ALL
            SELECT 'sequence ' || relname, acl.grantee, acl.privilege_type, relowner
            FROM pg_class, aclexplode(relacl) AS acl
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'
            UNION ALL
            SELECT 'function ' || proname, acl.grantee, acl.privilege_type, proowner
            FROM pg_proc, aclexplode(coalesce(proacl, acldefault('f', proowner))) AS acl
            WHERE pronamespace = 'public'::regnamespace
            UNION ALL
            SELECT 'schema ' || nspname, acl.grantee, acl.privilege_type, nspowner
            FROM pg_namespace, aclexplode(coalesce(nspacl, acldefault('n', nspowner))) AS acl
            WHERE nspname = 'public'
        )
        SELECT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END || ' ' || object || ': '
            || string_agg(privilege, ', ' ORDER BY privilege)
        FROM objects
        WHERE grantee <> owner AND grantee <> 'xinlian_owner'::regrole
            AND (grantee = 0 OR NOT (SELECT rolsuper FROM pg_roles WHERE pg_roles.oid = grantee))
        GROUP BY grantee, object ORDER BY 1
        """

    @Test func nothingIsGrantedBeyondTheList() async throws {
        try await TestDatabase.with(stations: 1) { database in
            let found = try await database.texts(Self.granted)
            let listed = GrantedPrivileges.list.split(separator: "\n").map(String.init)
            #expect(Set(found).subtracting(listed).sorted() == [], "granted and not on the list")
            #expect(Set(listed).subtracting(found).sorted() == [], "on the list and not granted")
        }
    }

    /// What an owner of a definer function could do, its callers can do through it; there are few, and each pins its path.
    @Test func definerFunctionsPinTheirSearchPath() async throws {
        try await TestDatabase.with(stations: 1) { database in
            let loose = try await database.texts(
                """
                SELECT proname::text FROM pg_proc
                WHERE pronamespace = 'public'::regnamespace AND prosecdef
                    AND NOT coalesce(array_to_string(proconfig, ' ') LIKE '%search_path=%', false)
                """)
            #expect(loose == [])
        }
    }

    @Test func viewsAskAsTheirReader() async throws {
        try await TestDatabase.with(stations: 1) { database in
            let loose = try await database.texts(
                """
                SELECT relname::text FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')
                    AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)
                """)
            #expect(loose == [])
        }
    }

    /// The rule finds what breaks it.
    @Test func aGrantTooManyIsFound() async throws {
        try await TestDatabase.with(stations: 1) { database in
            _ = try await database.asAdministrator { connection in
                try await connection.execute("GRANT DELETE ON fact TO xinlian_app")
                try await connection.execute("GRANT SELECT (wrapped_key) ON account TO PUBLIC")
            }
            let found = Set(try await database.texts(Self.granted))
            let listed = GrantedPrivileges.list.split(separator: "\n").map(String.init)
            #expect(found.subtracting(listed).contains { $0.hasPrefix("xinlian_app table fact: DELETE") })
            #expect(found.contains("PUBLIC table account: SELECT(wrapped_key)"))
        }
    }
}

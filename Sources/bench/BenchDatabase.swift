import Directory
import DistrictConfig
import FactLog
import Federation
import Foundation
import HubModel
import HubRuntime
import HubStore
import Indicators
import Logging
import Postgres
import Protection

/// A private cluster with the hub's database as it is shipped, and beside it the bare table of the reference.
///
/// Settings are the private cluster's own: `fsync` and `synchronous_commit` stay on.
struct BenchDatabase {
    private static let name = "xinlian_bench"

    let cluster: PrivateCluster
    let hub: HubDatabase
    let connections: HubConnections
    let keys: KeyRing
    let keysFile: String
    /// As the tables' owner, for the reference.
    let owner: Connection
    private let administrator: Connection

    /// Starts the cluster, migrates and applies the configuration.
    static func start(_ configuration: DistrictConfiguration, folder: String, logger: Logger) async throws
        -> BenchDatabase
    {
        let cluster = PrivateCluster(.init(folder: folder), logger: logger)
        try await cluster.start()
        try await DatabaseSetup(administrator: cluster.connectionConfiguration(), logger: logger).prepare(
            database: name)
        let asOwner = cluster.connectionConfiguration(database: name, user: DatabaseSetup.owner)
        _ = try await Migrator.bundled(logger: logger).migrate(asOwner)
        let connections = HubConnections(server: asOwner)
        let hub = connections.database(logger: logger)
        let now = Date()
        let today = CalendarDate(CivilDate(daysSinceEpoch: Int64(now.timeIntervalSince1970 / 86_400)))
        try await hub.withTransaction(as: .district) { connection in
            _ = try await connection.first(FederationQueries.preparePartition(of: today))
        }
        try await ApplyConfiguration(database: hub)(configuration, at: now)
        let owner = try await Connection.connect(asOwner, logger: logger)
        let administrator = try await Connection.connect(
            cluster.connectionConfiguration(database: name), logger: logger)
        let keysFile = folder + "/keys.txt"
        try KeyFile(keysFile).generate(at: now)
        let database = BenchDatabase(
            cluster: cluster, hub: hub, connections: connections, keys: try KeyRing(file: keysFile), keysFile: keysFile,
            owner: owner,
            administrator: administrator)
        try await database.makeReferenceTable()
        return database
    }

    func stop() async throws {
        await owner.close()
        await administrator.close()
        await hub.shutDown()
        try await cluster.stop()
        try FileManager.default.removeItem(atPath: cluster.configuration.folder)
    }

    /// How the hub's own program reaches the database.
    var url: String {
        "postgres://\(PrivateCluster.superuser)@/\(Self.name)?host=\(cluster.socketFolder)"
    }

    /// A key of the station's that the hub knows.
    func enrol(_ station: StationCode) async throws -> StationPrivateKey {
        let (key, now) = (StationPrivateKey(), Date())
        let issued = try await IssueEnrolmentCode(database: hub)(for: station, by: "bench", at: now)
        _ = try await EnrolStation(database: hub)(station, code: issued.code, key: key.publicKey, at: now)
        return key
    }

    /// The fact table once more: same columns, partitions and primary key, logged, but without row-level security.
    private func makeReferenceTable() async throws {
        try await owner.executeScript(
            """
            CREATE SCHEMA bare;
            CREATE TABLE bare.fact (LIKE public.fact INCLUDING ALL) PARTITION BY RANGE (received_at);
            DO $$
            DECLARE
                part record;
            BEGIN
                FOR part IN
                    SELECT relname, pg_get_expr(relpartbound, pg_class.oid) AS bound
                    FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
                    WHERE inhparent = 'public.fact'::regclass
                LOOP
                    EXECUTE format('CREATE TABLE bare.%I PARTITION OF bare.fact %s', part.relname, part.bound);
                END LOOP;
            END
            $$;
            """)
    }

    /// Empties what batches fill, on both sides, and lets the server finish what it postponed.
    func reset() async throws {
        try await administrator.executeScript(
            """
            TRUNCATE bare.fact, fact, quarantine, fact_correction, sync_receipt, effect, rollup, person_day,
                service_order, enrolment, watermark, attention, resident, consent, subject_key
            """)
        try await settle()
    }

    /// Puts the policies of all tables to rest, or to work again. Roles, rights and data stay what they are.
    func setRowSecurity(_ isOn: Bool) async throws {
        try await administrator.executeScript(
            """
            DO $$
            DECLARE
                name text;
            BEGIN
                FOR name IN
                    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relforcerowsecurity
                LOOP
                    EXECUTE format('ALTER TABLE public.%I \(isOn ? "ENABLE" : "DISABLE") ROW LEVEL SECURITY', name);
                END LOOP;
            END
            $$;
            """)
    }

    /// Tells the planner what the tables hold, as the server does by itself in time.
    func analyze() async throws {
        try await administrator.executeScript("ANALYZE")
    }

    /// How many rows there are of what the hub's pages read: rows of the roll-up, entries of the audit trail, accounts.
    func readRows() async throws -> (rollup: Int, audit: Int, accounts: Int) {
        let counts = try await administrator.first(
            "SELECT (SELECT count(*) FROM rollup), (SELECT count(*) FROM audit_event), (SELECT count(*) FROM account)",
            as: (Int.self, Int.self, Int.self))
        return counts.map { (rollup: $0.0, audit: $0.1, accounts: $0.2) } ?? (0, 0, 0)
    }

    /// Writes out what is waiting, so that neither side pays for the other's pages.
    func settle() async throws {
        try await administrator.executeScript("VACUUM")
        try await administrator.executeScript("CHECKPOINT")
    }

    func storedFacts() async throws -> Int {
        try await administrator.first("SELECT count(*) FROM fact", as: Int.self) ?? 0
    }
}

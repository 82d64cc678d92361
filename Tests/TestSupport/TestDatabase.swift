import Directory
public import DistrictConfig
import Foundation
import HubModel
public import HubRuntime
import HubStore
public import Logging
public import Postgres
public import Protection
public import Services

/// A database of one test, with the hub's roles, schema and the example district's stations.
public struct TestDatabase: Sendable {
    /// The hub's own way in: the app's and the ingest role's pools, row-level security and all.
    public let hub: HubDatabase
    public let configuration: DistrictConfiguration
    public let rules: FactRules
    /// Keys of this database alone, in memory.
    public let keys: KeyRing
    /// How to reach the database as the app and as the ingest role.
    public let connections: HubConnections
    /// How the server's superuser reaches the database.
    public let administrator: ConnectionConfiguration

    /// Runs the body with a database of its own, which is dropped afterwards.
    ///
    /// - Parameter stations: how many stations of the example district are in the directory.
    public static func with(
        stations: Int = 3, _ body: @Sendable (TestDatabase) async throws -> Void
    ) async throws {
        let configuration = try ExampleDistrict.configuration(stations: stations)
        await DatabasePermits.shared.take()
        do {
            try await withDatabase(configuration, body)
        } catch {
            await DatabasePermits.shared.giveBack()
            throw error
        }
        await DatabasePermits.shared.giveBack()
    }

    private static func withDatabase(
        _ configuration: DistrictConfiguration, _ body: @Sendable (TestDatabase) async throws -> Void
    ) async throws {
        let cluster = try await TestCluster.prepared()
        let name = "test_" + UUID().uuidString.lowercased().prefix(12).replacing("-", with: "_")
        try await cluster.createDatabase(name, template: TestCluster.template, owner: DatabaseSetup.owner)
        let database = TestDatabase(
            cluster.connectionConfiguration(database: name), configuration: configuration,
            keys: try KeyRing(text: TestKeys.text()))
        let outcome: Result<Void, any Error>
        do {
            try await ApplyConfiguration(database: database.hub)(configuration, at: FixedClock.now)
            outcome = .success(try await body(database))
        } catch {
            outcome = .failure(error)
        }
        await database.hub.shutDown()
        try await cluster.dropDatabase(name)
        try outcome.get()
    }

    private init(_ administrator: ConnectionConfiguration, configuration: DistrictConfiguration, keys: KeyRing) {
        self.keys = keys
        var connections = HubConnections(server: administrator)
        connections.poolSize = 10
        self.connections = connections
        self.administrator = administrator
        self.configuration = configuration
        hub = connections.database(logger: TestCluster.quiet)
        rules = FactRules(
            instruments: configuration.instruments,
            timeZone: TimeZone(identifier: configuration.district.timeZone) ?? .gmt)
    }

    /// Runs the body with a second, empty database on the same server, under the same keys.
    public func withEmptyDatabase(_ body: @Sendable (TestDatabase) async throws -> Void) async throws {
        let cluster = try await TestCluster.prepared()
        let name = "test_" + UUID().uuidString.lowercased().prefix(12).replacing("-", with: "_")
        try await cluster.createDatabase(name, owner: DatabaseSetup.owner)
        let database = TestDatabase(
            cluster.connectionConfiguration(database: name), configuration: configuration, keys: keys)
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await body(database))
        } catch {
            outcome = .failure(error)
        }
        await database.hub.shutDown()
        try await cluster.dropDatabase(name)
        try outcome.get()
    }

    /// Takes batches with the fixed clock.
    public var ingest: IngestBatch { ingest(with: keys) }

    /// The same with keys of one's own.
    public func ingest(with keys: KeyRing) -> IngestBatch {
        IngestBatch(database: hub, rules: rules, keys: keys, now: { FixedClock.now })
    }

    /// Applies queued effects when asked.
    ///
    /// - Parameter other: nil is the database's configuration.
    public func effects(by other: DistrictConfiguration? = nil) throws -> ApplyEffects {
        let configuration = other ?? configuration
        return ApplyEffects(
            database: hub, announcements: try IngestAnnouncements(connections.app, logger: TestCluster.quiet),
            configuration: { configuration }, rules: rules, keys: keys, logger: TestCluster.quiet,
            now: { FixedClock.now })
    }

    /// Applies every queued effect.
    public func applyEffects(by other: DistrictConfiguration? = nil) async throws {
        let effects = try effects(by: other)
        while try await effects.applyPage() > 0 {}
    }

    /// Runs the body as the server's superuser, whom no policy holds back.
    public func asAdministrator<Value: Sendable>(
        _ body: @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        try await Connection.withConnection(administrator, logger: TestCluster.quiet, body)
    }

    /// The first column of all rows as text, read as the superuser.
    public func texts(_ query: Query) async throws -> [String] {
        try await asAdministrator { try await $0.rows(query, as: String.self) }
    }

    /// The only number of the only row, read as the superuser.
    public func number(_ query: Query) async throws -> Int64 {
        try await asAdministrator { try await $0.first(query, as: Int64.self) } ?? -1
    }

    /// The rows of every table as text, sorted: equal before and after means that nothing changed.
    public func everything() async throws -> [String: [String]] {
        let tables = try await texts("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        var contents: [String: [String]] = [:]
        for table in tables {
            contents[table] = try await texts("SELECT t::text FROM \(identifier: table) AS t ORDER BY 1")
        }
        return contents
    }

    /// A logger that writes nothing.
    public static var quietLogger: Logger { TestCluster.quiet }
}

import Directory
public import DistrictConfig
import Federation
public import Foundation
public import Funding
public import HubModel
import HubStore
public import Identity
public import Logging
public import PluginHost
import Postgres
public import Protection
public import ServiceLifecycle
public import Services

/// One hub: its configuration, its database, and everything it can do.
public struct Hub: Sendable {
    /// As it is in force; changes while the hub runs.
    public let inForce: ConfigurationInForce
    public let database: HubDatabase
    public let announcements: IngestAnnouncements
    public let plugins: PluginHost
    /// What is installed and not loaded, with the reason. Stations with such a profile go on; they have no offers of it.
    public let refusedPlugins: [RefusedPlugin]
    /// The verified copies that are loaded; they last as long as the hub.
    private let installed: InstalledPlugins?
    public let rules: FactRules
    /// What accounts and sign-in need.
    public let identity: IdentityContext
    public let keys: KeyRing
    /// Tells the audit trail of what was refused.
    public let refusals: RefusedAttempts
    private let effects: ApplyEffects
    private let upkeep: DailyUpkeep
    private let offers: KeepOffers
    private let auditKeeper: AuditKeeper?

    /// Checks the database, brings the directory in line with the configuration and loads the plugins of all profiles.
    ///
    /// - Parameters:
    ///   - connections: how to reach the database in each role.
    ///   - keys: the hub's secrets, of every purpose.
    ///   - accounts: how people sign in.
    ///   - plugins: where the plugins come from.
    ///   - audit: nil leaves the audit trail unsigned.
    ///   - isolation: where the plugins run.
    ///   - now: the hub's clock.
    /// - Throws: `MigrationError` when the schema is not the one of this build; `KeyRingError` when a key is missing;
    ///   `PostgresError`; of unsigned plugins also `PluginLoadError`, `PluginGraphRefusal`, and `PluginCallError` when a
    ///   plugin's process can't be started.
    public init(
        configuration: DistrictConfiguration, connections: HubConnections, keys: KeyRing, plugins source: PluginSource,
        accounts: AccountSettings, audit: AuditKeeping? = nil, isolation: PluginIsolation = .worker, logger: Logger,
        now: @escaping @Sendable () -> Date = { Date() }
    ) async throws {
        try keys.checkCompleteness()
        self.keys = keys
        try await Migrator.bundled(logger: logger).verify(connections.app)
        database = connections.database(logger: logger)
        identity = accounts.context(database: database)
        refusals = RefusedAttempts(database: database, logger: logger)
        announcements = try IngestAnnouncements(connections.app, logger: logger)
        rules = configuration.factRules
        plugins = try PluginHost(transport: isolation.transport(), logger: logger)
        installed = try await source.load(configuration.profiles, into: plugins, logger: logger)
        refusedPlugins = installed?.refused ?? []
        inForce = ConfigurationInForce(configuration.offering(installed))
        offers = KeepOffers(database: database, configuration: inForce, logger: logger, now: now)
        effects = ApplyEffects(
            database: database, announcements: announcements, configuration: { [inForce] in inForce.current },
            rules: rules, keys: keys, logger: logger, now: now)
        upkeep = DailyUpkeep(
            database: database, identity: identity, funding: { [inForce] in inForce.current.fundingContext },
            logger: logger)
        auditKeeper = audit.map { [database] in AuditKeeper(database: database, keeping: $0, logger: logger) }
        // First what stations offer: it says which line pays for which package.
        let published = try await offers.begin()
        await upkeep.perform(at: now())
        logger.info("configuration applied", metadata: ["changes": "\(published)"])
    }

    /// What runs as long as the hub does. Stopped in reverse, so that the last checkpoint of the audit trail comes when
    /// nobody appends to it any more.
    public var services: [any Service] {
        let pools: [any Service] = [database.app, database.ingest, database.auth]
        let keeper: [any Service] = auditKeeper.map { [$0] } ?? []
        return pools + keeper + [refusals, announcements, effects, upkeep, offers]
    }

    /// Appends to the audit trail what has no transaction of its own.
    public var auditTrail: AuditTrail { AuditTrail(database: database) }

    /// Tells whoever has a page open that there is news of a station. One that is lost costs them a few seconds.
    public func announce(_ station: StationCode) async { await AnnounceNews(database: database)(station) }

    /// The configuration as it is in force at this moment.
    public var configuration: DistrictConfiguration { inForce.current }

    /// Decides what a station offers.
    public var chooseOffer: ChooseOffer {
        ChooseOffer(database: database, configuration: inForce, keeper: offers)
    }

    /// Places service orders and takes them further.
    public var orders: OrderDesk {
        OrderDesk(
            database: database, rules: rules, keys: keys, configuration: inForce,
            timeZone: TimeZone(identifier: configuration.district.timeZone) ?? .gmt, plugins: plugins)
    }

    /// Moves stations to another version of a plugin.
    public var agreePluginVersion: AgreePluginVersion {
        AgreePluginVersion(database: database, configuration: inForce, choose: chooseOffer)
    }

    /// Reads and changes the district's money.
    public var funding: FundingDesk {
        FundingDesk(database: database) { [inForce] in inForce.current.fundingContext }
    }
}

import Directory
import DistrictConfig
import Foundation
import HubModel
import HubRuntime
import Identity
import Postgres
import Protection

/// What people of the bureau ask of the hub's pages, through the functions that the pages themselves call.
///
/// Each asker may see all rows that the query can find, so that with and without policies the same work is done and the
/// same answer comes. What the policies alone cut down, such as a manager's list of accounts, has nothing to compare with.
struct AccessQuery: Sendable {
    let name: String
    /// Asks once.
    let ask: @Sendable () async throws -> Void
    /// Asks once and gives the whole answer as text, to compare with another.
    let answer: @Sendable () async throws -> String

    private init<Answer: Sendable>(
        _ name: String, text: @escaping @Sendable (Answer) throws -> String = { String(describing: $0) },
        _ ask: @escaping @Sendable () async throws -> Answer
    ) {
        self.name = name
        self.ask = { _ = try await ask() }
        answer = { try text(try await ask()) }
    }

    /// - Parameter people: a director and an auditor, at least.
    static func all(
        _ database: HubDatabase, _ configuration: DistrictConfiguration, _ identity: IdentityContext, keys: KeyRing,
        people: [Role: Principal]
    ) -> [AccessQuery] {
        guard let director = people[.director], let auditor = people[.auditor] else { return [] }
        // The clock stands still, so that answers can be compared.
        let now = Date()
        let district = ReadDistrictOverview(
            database: database, configuration: ConfigurationInForce(configuration), now: { now })
        let station = ReadStationOverview(
            database: database, configuration: ConfigurationInForce(configuration), keys: keys, now: { now })
        let month = OverviewPeriod.month(CivilDate(daysSinceEpoch: 20_600))
        let codes = configuration.stations.map(\.code)
        return [
            AccessQuery("overview") { try await district(as: director) },
            AccessQuery("overview_month") { try await district(period: month, as: director) },
            AccessQuery("station") { try await station(codes[0], as: director) },
            AccessQuery("station_month") { try await station(codes[1], period: month, as: director) },
            AccessQuery("stations") { try await ListStations(database: database)(as: director) },
            AccessQuery("accounts") { try await ListAccounts(identity)(as: director, at: now) },
        ] + searches(database, as: auditor, of: people, in: codes[2])
    }

    /// Pages of 50 of the audit trail.
    private static func searches(
        _ database: HubDatabase, as auditor: Principal, of people: [Role: Principal], in station: StationCode
    ) -> [AccessQuery] {
        let (from, until) = (
            Date(timeIntervalSince1970: 1_775_000_000), Date(timeIntervalSince1970: 1_777_600_000)
        )
        var filters: [(String, AuditFilter)] = [("audit_latest", AuditFilter())]
        func add(_ name: String, _ set: (inout AuditFilter) -> Void) {
            var filter = AuditFilter()
            set(&filter)
            filters.append((name, filter))
        }
        add("audit_days") { ($0.from, $0.until) = (from, until) }
        add("audit_stream") { $0.stream = .station(station) }
        add("audit_type") { ($0.type, $0.until) = (.export, until) }
        add("audit_refused") { $0.outcome = .refused }
        if case .person(let manager) = people[.stationManager] {
            add("audit_person") { $0.account = manager.account }
        }
        return filters.map { name, filter in
            let query = AuditQueries.search(filter, limit: 51)
            return AccessQuery(name, text: { try $0.map { try $0.jsonLine() }.joined() }) {
                try await database.withTransaction(as: auditor, readOnly: true) { connection in
                    try await connection.rows(query).map(AuditEntry.init)
                }
            }
        }
    }
}

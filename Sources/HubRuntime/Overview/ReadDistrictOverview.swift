import Brand
import DistrictConfig
import Federation
public import Foundation
import HubModel
import Indicators
import Postgres
public import Protection

/// Reads the bureau's overview: roll-ups only, in one read-only snapshot and one round trip.
public struct ReadDistrictOverview: Sendable {
    private let database: HubDatabase
    private let configuration: ConfigurationInForce
    private let now: @Sendable () -> Date

    /// - Parameter now: the hub's clock.
    public init(
        database: HubDatabase, configuration: ConfigurationInForce, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.database = database
        self.configuration = configuration
        self.now = now
    }

    /// - Throws: `PostgresError`.
    public func callAsFunction(
        period: OverviewPeriod = .everything, as principal: Principal
    ) async throws -> DistrictOverview {
        let days = period.days
        // What a station that left the district once did is in its facts, and in no figure of today's district.
        let configuration = configuration.current
        let stations = configuration.stations.map(\.code)
        let figures = OverviewFigures(configuration: configuration, period: period, asOf: now())
        // No day at all when there is nothing to compare with.
        let earlier = figures.earlierMonth.map { ($0.first, $0.last) } ?? (days.last, days.first)
        let results = try await database.withTransaction(as: principal, isolation: .repeatableRead, readOnly: true) {
            try await $0.pipeline([
                FederationQueries.reporting(), OverviewQueries.attention(of: stations),
                RollupQueries.totals(of: stations, from: days.first, through: days.last),
                RollupQueries.daily(.screeningsReceived, of: stations, from: days.first, through: days.last),
                RollupQueries.daily(.attendances, of: stations, from: days.first, through: days.last),
                OverviewQueries.months(of: stations),
                RollupQueries.totals(of: stations, from: earlier.0, through: earlier.1),
            ]).map(\.rows)
        }
        let contacts = try results[0].compactMap { try StationContact($0) }
        let attention = try AttentionCount.withOldest(results[1])
        let byStation = try RollupTotals.byStation(results[2])
        return figures.district(
            contacts: contacts, attention: attention, byStation: byStation,
            daily: try DailyFigure.merge(screenings: results[3], attendances: results[4]),
            months: try results[5].map { OverviewPeriod.month(CivilDate(try $0.decode(CalendarDate.self))) },
            earlier: try RollupTotals.byStation(results[6]))
    }
}

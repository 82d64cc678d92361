public import DistrictConfig
import Federation
public import Foundation
public import HubModel
import Indicators
import Postgres
public import Protection
import Services

/// Reads the bureau's page of one station: roll-ups only, in one read-only snapshot and one round trip.
public struct ReadStationOverview: Sendable {
    private let database: HubDatabase
    private let configuration: DistrictConfiguration
    private let now: @Sendable () -> Date

    /// - Parameter now: the hub's clock.
    public init(
        database: HubDatabase, configuration: DistrictConfiguration, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.database = database
        self.configuration = configuration
        self.now = now
    }

    /// - Returns: nil when there is no such active station.
    /// - Throws: `PostgresError`.
    public func callAsFunction(
        _ station: StationCode, period: OverviewPeriod = .everything, as principal: Principal
    ) async throws -> StationOverview? {
        let days = period.days
        let stations = configuration.stations.map(\.code)
        let figures = OverviewFigures(configuration: configuration, period: period, asOf: now())
        // No day at all when there is nothing to compare with.
        let earlier = figures.earlierMonth.map { ($0.first, $0.last) } ?? (days.last, days.first)
        let results = try await database.withTransaction(as: principal, isolation: .repeatableRead, readOnly: true) {
            try await $0.pipeline([
                FederationQueries.reporting(),
                RollupQueries.totals(of: stations, from: days.first, through: days.last),
                RollupQueries.daily(.screeningsReceived, of: [station], from: days.first, through: days.last),
                RollupQueries.daily(.attendances, of: [station], from: days.first, through: days.last),
                OverviewQueries.months(of: [station]), OverviewQueries.quarantine(of: station),
                ServiceQueries.attentionList(of: station, before: .distantFuture, limit: 50),
                OverviewQueries.attention(of: stations),
                RollupQueries.totals(of: stations, from: earlier.0, through: earlier.1),
            ]).map(\.rows)
        }
        let details = StationDetails(
            daily: try DailyFigure.merge(screenings: results[2], attendances: results[3]),
            months: try results[4].map { OverviewPeriod.month(CivilDate(try $0.decode(CalendarDate.self))) },
            attention: try results[6].compactMap { try AttentionLine($0) },
            quarantine: try results[5].map {
                let (code, count) = try $0.decode(String.self, Int64.self)
                return QuarantineFigure(code: code, count: count)
            })
        return figures.station(
            station, contacts: try results[0].compactMap { try StationContact($0) },
            attention: try AttentionCount.withOldest(results[7]), byStation: try RollupTotals.byStation(results[1]),
            earlier: try RollupTotals.byStation(results[8]), details: details)
    }
}

extension AttentionLine {
    /// A row of `ServiceQueries.attentionList(…)`; nil when its level isn't one, which the table's check excludes.
    init?(_ row: Row) throws {
        let (fact, _, _, level, _, instrument, scored, occurredAt) = try row.decode(
            UUID.self, String.self, UUID?.self, String.self, [String].self, String.self, Bool.self, Date.self)
        guard let level = Triage.Level(rawValue: level) else { return nil }
        self.init(
            fact: FactID(rawValue: fact), occurredAt: occurredAt, instrument: instrument, level: level,
            isIncomplete: !scored)
    }
}

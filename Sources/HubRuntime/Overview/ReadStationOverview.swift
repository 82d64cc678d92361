import DistrictConfig
import Federation
public import Foundation
public import HubModel
import Indicators
import Postgres
public import Protection
import Services

/// Reads the bureau's page of one station: roll-ups only, in one read-only snapshot and one round trip,
/// a second one when screenings wait to be looked at.
public struct ReadStationOverview: Sendable {
    private let database: HubDatabase
    private let configuration: ConfigurationInForce
    private let keys: KeyRing
    private let now: @Sendable () -> Date

    /// - Parameters:
    ///   - keys: open what is sealed of the screenings on the list.
    ///   - now: the hub's clock.
    public init(
        database: HubDatabase, configuration: ConfigurationInForce, keys: KeyRing,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.database = database
        self.configuration = configuration
        self.keys = keys
        self.now = now
    }

    /// - Returns: nil when there is no such active station.
    /// - Throws: `PostgresError`; `KeyRingError` or `SubjectKeyError` when what is sealed can't be opened.
    public func callAsFunction(
        _ station: StationCode, period: OverviewPeriod = .everything, as principal: Principal
    ) async throws -> StationOverview? {
        let days = period.days
        let configuration = configuration.current
        let stations = configuration.stations.map(\.code)
        let figures = OverviewFigures(configuration: configuration, period: period, asOf: now())
        // No day at all when there is nothing to compare with.
        let earlier = figures.earlierMonth.map { ($0.first, $0.last) } ?? (days.last, days.first)
        let keys = keys
        let (results, attention) = try await database.withTransaction(
            as: principal, isolation: .repeatableRead, readOnly: true
        ) { connection in
            let results = try await connection.pipeline([
                FederationQueries.reporting(),
                RollupQueries.totals(of: stations, from: days.first, through: days.last),
                RollupQueries.daily(.screeningsReceived, of: [station], from: days.first, through: days.last),
                RollupQueries.daily(.attendances, of: [station], from: days.first, through: days.last),
                OverviewQueries.months(of: [station]), OverviewQueries.quarantine(of: station),
                ServiceQueries.attentionList(of: station, before: .distantFuture, limit: 50),
                OverviewQueries.attention(of: stations),
                RollupQueries.totals(of: stations, from: earlier.0, through: earlier.1),
            ]).map(\.rows)
            return (
                results, try await AttentionLine.read(results[6], of: station, keys: keys, on: connection)
            )
        }
        let details = StationDetails(
            daily: try DailyFigure.merge(screenings: results[2], attendances: results[3]),
            months: try results[4].map { OverviewPeriod.month(CivilDate(try $0.decode(CalendarDate.self))) },
            attention: attention,
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
    /// Reads and opens rows of `ServiceQueries.attentionList(…)`.
    ///
    /// A row whose seal is broken is listed all the same, without its instrument: somebody has to look at that screening.
    static func read(
        _ rows: [Row], of station: StationCode, keys ring: KeyRing, on connection: isolated Connection
    ) async throws -> [AttentionLine] {
        let entries = try rows.map { row in
            try row.decode(UUID.self, String.self, UUID?.self, String.self, [UInt8].self, Bool.self, Date.self)
        }
        var keys = SubjectKeys(ring, of: station)
        try await keys.load(Set(entries.compactMap { $0.2.map(ResidentID.init(rawValue:)) }), on: connection)
        return entries.compactMap { fact, _, subject, level, sealed, scored, occurredAt in
            guard let level = Triage.Level(rawValue: level) else { return nil }
            let fact = FactID(rawValue: fact)
            let cipher = subject.flatMap { keys.cipher(of: ResidentID(rawValue: $0)) }
            let opened = try? cipher?.open(sealed, at: .attention(fact, station: station))
            let detail = opened.flatMap { try? AttentionDetail(decoding: $0) }
            return AttentionLine(
                fact: fact, occurredAt: occurredAt, instrument: detail?.instrument, isSealed: cipher == nil,
                reasons: detail?.reasons ?? [], level: level,
                isIncomplete: !scored)
        }
    }
}

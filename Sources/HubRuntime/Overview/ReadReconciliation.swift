public import DistrictConfig
import Federation
import HubModel
import Indicators
import PluginKit
import Postgres
public import Protection
import Services

/// Reads the reconciliation in one snapshot, from roll-ups and watermarks only.
public struct ReadReconciliation: Sendable {
    private let database: HubDatabase
    private let configuration: DistrictConfiguration

    public init(database: HubDatabase, configuration: DistrictConfiguration) {
        self.database = database
        self.configuration = configuration
    }

    /// - Throws: `PostgresError`.
    public func callAsFunction() async throws -> Reconciliation {
        let days = OverviewPeriod.everything.days
        let stations = configuration.stations.map(\.code)
        let results = try await database.withTransaction(as: .district, isolation: .repeatableRead, readOnly: true) {
            try await $0.pipeline([
                FederationQueries.reporting(), RollupQueries.totals(of: stations, from: days.first, through: days.last),
                ServiceQueries.attentionCounts(of: stations), EffectQueries.waiting(),
            ]).map(\.rows)
        }
        let contacts = try results[0].compactMap { try StationContact($0) }
        var sums = RollupTotals()
        for (_, totals) in try RollupTotals.byStation(results[1]) { sums += totals }
        let attention = try AttentionCount.byStation(results[2]).values
        return Reconciliation(
            stations: configuration.stations.count,
            profiles: Dictionary(grouping: configuration.stations, by: \.profile.rawValue).mapValues(\.count),
            facts: .init(
                stored: contacts.reduce(0) { $0 + $1.facts }, quarantined: contacts.reduce(0) { $0 + $1.quarantined }),
            screenings: screenings(sums),
            attention: .init(
                sameDay: attention.reduce(0) { $0 + Int64($1.all) },
                incomplete: attention.reduce(0) { $0 + Int64($1.incomplete) },
                waiting: try results[3].first?.decode(Int64.self) ?? 0))
    }

    private func screenings(_ sums: RollupTotals) -> Reconciliation.Screenings {
        let phq9 = configuration.instruments.first { $0.code == "PHQ-9" }
        let severities = phq9?.bands.filter { $0.lower >= 10 }.map(\.severity) ?? []
        let itemNine = phq9?.criticalItems.first { $0.item == 9 }?.reason
        return Reconciliation.Screenings(
            received: sums[.screeningsReceived], scored: sums[.screeningsScored],
            incomplete: sums[.screeningsIncomplete],
            phq9TenOrMore: severities.reduce(0) { $0 + sums[.screeningsBySeverity, "PHQ-9/\($1)"] },
            itemNinePositive: itemNine.map { sums[.screeningsCritical, "PHQ-9/\($0)"] } ?? 0)
    }
}

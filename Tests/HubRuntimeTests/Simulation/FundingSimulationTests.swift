import Foundation
import TestSupport
import Testing

/// The money of a district for months: orders, budgets, vouchers, claims, payments, returns, reversals and closed months,
/// with faults, beside an auditor who knows the rules for himself.
///
/// `XINLIAN_FUNDING_EVENTS` says how many events (3,000), `XINLIAN_TEST_SEED` with which seed. A seed makes the same wishes
/// and the same answers again; only which of two rivals wins, and where a connection breaks, is left to chance.
@Suite(.timeLimit(.minutes(60))) struct FundingSimulationTests {
    private static let events =
        ProcessInfo.processInfo.environment["XINLIAN_FUNDING_EVENTS"].flatMap { Int($0) } ?? 3000

    @Test func booksAndBudgetsStandAsTheAuditorSays() async throws {
        let seed = SeededRandom.fresh().seed
        try await TestDatabase.with(stations: 3) { database in
            var simulation = try FundingSimulation(database, events: Self.events, seed: seed)
            let start = ContinuousClock.now
            do {
                try await simulation.run()
            } catch let disagreement as FundingSimulation.Disagreement {
                Issue.record("seed \(seed), \(disagreement)")
            }
            let report = simulation.report
            print(
                """
                funding simulation: seed \(seed), \(report.events) events in \(ContinuousClock.now - start), \
                history \(String(report.history, radix: 16))
                  events \(Self.listed(report.kinds))
                  answers \(Self.listed(report.answers))
                  faults \(Self.listed(report.faults)), connections ended \(report.strikes), checks \(report.checks)
                """)
        }
    }

    private static func listed(_ counts: [String: Int]) -> String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    }
}

import Federation
import Foundation
import Funding
import HubModel
import Identity
import Indicators
import Logging
import Metrics
import Postgres
import Protection
import ServiceLifecycle

/// What the hub's tables need once a day: partitions of facts for this month and the next two, no receipts that nobody will
/// ask for any more, no budget kept for orders that nobody serves, and orders without a budget tried again.
struct DailyUpkeep: Service {
    let database: HubDatabase
    let identity: IdentityContext
    /// As it is in force when it is asked.
    let funding: @Sendable () -> FundingContext
    let logger: Logger

    /// Does each part that can be done. Nothing depends on it today: the default partition takes the facts of a month
    /// that has none of its own.
    func perform(at now: Date) async {
        for month in Self.months(from: now) {
            await attempt("partition of \(month)", FederationQueries.preparePartition(of: CalendarDate(month)))
        }
        await attempt("old receipts", FederationQueries.forgetReceipts())
        await attempt("old sessions") { try await ForgetOldSessions(identity)(at: now) }
        await attempt("old answers", RequestKeyQueries.forget(before: now.addingTimeInterval(-RequestKey.keptSeconds)))
        // What is given back first may pay for those that wait.
        await attempt("idle reservations") {
            let release = ReleaseIdleReservations(context: funding(), at: now)
            try await allPages { try await release(after: $0, on: $1) }
        }
        await attempt("unfunded orders") {
            let retry = RetryUnfunded(context: funding(), at: now)
            try await allPages { try await retry(after: $0, on: $1) }
        }
    }

    /// Each page in a transaction of its own, so that nobody waits long for the lines.
    private func allPages(
        _ page: @escaping @Sendable (OrderPass?, isolated Connection) async throws -> (count: Int, next: OrderPass?)
    ) async throws {
        var pass: OrderPass?
        repeat {
            let last = pass
            pass = try await database.withTransaction(as: .district, retry: .whenTransient()) {
                try await page(last, $0).next
            }
        } while pass != nil
    }

    private static func months(from now: Date) -> [CivilDate] {
        var month = CivilDate(daysSinceEpoch: Int64((now.timeIntervalSince1970 / 86_400).rounded(.down))).firstOfMonth
        return (0..<3).map { _ in
            defer { month = CivilDate(daysSinceEpoch: month.daysSinceEpoch + 31).firstOfMonth }
            return month
        }
    }

    private func attempt(_ what: String, _ query: Query) async {
        await attempt(what) { try await database.withTransaction(as: .district) { _ = try await $0.rows(query) } }
    }

    private func attempt(_ what: String, _ body: () async throws -> Void) async {
        do {
            try await body()
        } catch {
            Counter(label: "upkeep_failures_total").increment()
            logger.warning(
                "upkeep could not be done and is tried again tomorrow",
                metadata: ["what": "\(what)", "error": "\(error)"])
        }
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            // A pause rather than an hour of the day: what is due is found in the tables, whenever it is done.
            while (try? await Task.sleep(for: .seconds(86_400))) != nil { await perform(at: Date()) }
        }
    }
}

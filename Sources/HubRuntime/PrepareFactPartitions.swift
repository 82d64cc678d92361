import Federation
import Foundation
import HubModel
import Indicators
import Logging
import Postgres
import Protection
import ServiceLifecycle

/// Prepares the partitions of facts for this month and the next two, once a day.
struct PrepareFactPartitions: Service {
    let database: HubDatabase
    let logger: Logger

    func prepare(at now: Date) async throws {
        var month = CivilDate(daysSinceEpoch: Int64((now.timeIntervalSince1970 / 86_400).rounded(.down))).firstOfMonth
        for _ in 0..<3 {
            let start = month
            try await database.withTransaction(as: .district) { connection in
                _ = try await connection.first(FederationQueries.preparePartition(of: CalendarDate(start)))
            }
            month = CivilDate(daysSinceEpoch: month.daysSinceEpoch + 31).firstOfMonth
        }
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(86_400))) != nil {
                do {
                    try await prepare(at: Date())
                } catch {
                    // The default partition takes the facts meanwhile.
                    logger.warning("partitions could not be prepared", metadata: ["error": "\(error)"])
                }
            }
        }
    }
}

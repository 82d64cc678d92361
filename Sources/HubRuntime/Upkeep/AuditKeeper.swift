import Logging
import Metrics
import Protection
import ServiceLifecycle

/// Writes a checkpoint of the audit trail every minute in which it changed and a last one at shutdown, and removes once
/// a day what was kept long enough. Any number of hubs on one database may do so.
struct AuditKeeper: Service {
    private let checkpoint: WriteAuditCheckpoint
    private let retention: AuditRetention
    private let interval: Duration
    private let logger: Logger

    init(database: HubDatabase, keeping: AuditKeeping, interval: Duration = .seconds(60), logger: Logger) {
        checkpoint = WriteAuditCheckpoint(database: database, signer: keeping.signer, anchors: keeping.anchors)
        retention = keeping.retention
        self.interval = interval
        self.logger = logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var pruned: ContinuousClock.Instant?
            repeat {
                await attempt("checkpoint") { _ = try await checkpoint() }
                if pruned.map({ ContinuousClock.now - $0 > .seconds(86_400) }) ?? true {
                    await attempt("removal of old entries") { try await prune() }
                    pruned = .now
                }
                // What was appended since is unprotected for this long at most; nothing announces an entry.
            } while (try? await Task.sleep(for: interval)) != nil
        }
        await attempt("checkpoint at shutdown") { _ = try await checkpoint() }
    }

    private func prune() async throws {
        for cut in try await checkpoint.prune(retention) {
            logger.info(
                "old entries of the audit trail were removed",
                metadata: ["stream": "\(cut.stream)", "through": "\(cut.seq)"])
        }
    }

    private func attempt(_ what: String, _ body: () async throws -> Void) async {
        do {
            try await body()
        } catch is CancellationError {
        } catch let error as AuditError {
            Counter(label: "audit_checkpoint_failures_total").increment()
            logger.critical("the audit trail needs attention", metadata: ["what": "\(what)", "error": "\(error)"])
        } catch {
            Counter(label: "audit_checkpoint_failures_total").increment()
            logger.error(
                "the audit trail could not be anchored; tried again in a minute",
                metadata: ["what": "\(what)", "error": "\(error)"])
        }
    }
}

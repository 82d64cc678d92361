public import Foundation
public import Logging
public import ServiceLifecycle

/// Waits for some seconds; tests put their own clock here.
public typealias StationSleep = @Sendable (_ seconds: Double) async throws -> Void

/// Synchronises for as long as the station runs: each `intervalSeconds` when all is well, else when the book says the
/// next attempt is due. A hub that is down for days costs nothing but the waits.
public struct SyncService: Service {
    private let client: SyncClient
    private let book: LocalBook
    private let intervalSeconds: Double
    private let logger: Logger
    private let now: @Sendable () -> Date
    private let sleep: StationSleep

    /// - Parameter intervalSeconds: between two synchronisations that went well.
    public init(
        client: SyncClient, book: LocalBook, intervalSeconds: Double, logger: Logger,
        now: @escaping @Sendable () -> Date = { Date() },
        sleep: @escaping StationSleep = { try await Task.sleep(for: .seconds($0)) }
    ) {
        self.client = client
        self.book = book
        self.intervalSeconds = intervalSeconds
        self.logger = logger
        self.now = now
        self.sleep = sleep
    }

    /// Runs until shut down gracefully or cancelled; what was cut off is sent again at the next start.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let wait = await attempt()
                do { try await sleep(wait) } catch { return }
            }
        }
    }

    /// One synchronisation; returns the seconds to wait before the next.
    private func attempt() async -> Double {
        do {
            let summary = try await client.synchronize()
            if summary.acknowledged > 0 || summary.changes > 0 {
                logger.info(
                    "synchronised",
                    metadata: ["facts": "\(summary.acknowledged)", "changes": "\(summary.changes)"])
            }
            return intervalSeconds
        } catch is SyncTrouble {
            let next = try? await book.nextAttempt()
            return max(0, next?.timeIntervalSince(now()) ?? intervalSeconds)
        } catch is CancellationError {
            return 0
        } catch {
            // The book itself failed (a full disk, say); it may recover, and the facts in it are safe.
            logger.error("the book could not be used", metadata: ["error": "\(error)"])
            return intervalSeconds
        }
    }
}

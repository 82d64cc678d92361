public import Foundation
public import Logging
public import ServiceLifecycle

/// Waits for some seconds; tests put their own clock here.
public typealias StationSleep = @Sendable (_ seconds: Double) async throws -> Void

/// Synchronises for as long as the station runs: each `intervalSeconds` when all is well, else when the book says the
/// next attempt is due, or the station's key changes. A hub that is down for days costs nothing but the waits.
public struct SyncService: Service {
    /// Between two looks at the key.
    static let keySeconds = 15.0

    private let client: SyncClient
    private let keys: StationKeys
    private let book: LocalBook
    private let intervalSeconds: Double
    private let logger: Logger
    private let now: @Sendable () -> Date
    private let sleep: StationSleep

    /// - Parameters:
    ///   - keys: those that the client signs with.
    ///   - intervalSeconds: between two synchronisations that went well.
    public init(
        client: SyncClient, keys: StationKeys, book: LocalBook, intervalSeconds: Double, logger: Logger,
        now: @escaping @Sendable () -> Date = { Date() },
        sleep: @escaping StationSleep = { try await Task.sleep(for: .seconds($0)) }
    ) {
        self.client = client
        self.keys = keys
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
                let used = keys.mark()
                let wait = await attempt()
                do {
                    if wait.isRare {
                        try await rest(wait.seconds, whileKeyIs: used)
                    } else {
                        try await sleep(wait.seconds)
                    }
                } catch { return }
            }
        }
    }

    /// Before the next synchronisation.
    private struct Wait {
        var seconds: Double
        /// Somebody has to act first.
        var isRare = false
    }

    /// A replaced key must not wait for the rare attempt that follows a refused one.
    private func rest(_ seconds: Double, whileKeyIs used: StationKeys.Mark) async throws {
        var remaining = seconds
        repeat {
            let piece = min(remaining, Self.keySeconds)
            try await sleep(piece)
            remaining -= piece
        } while remaining > 0 && keys.mark() == used
    }

    private func attempt() async -> Wait {
        do {
            let summary = try await client.synchronize()
            if summary.acknowledged > 0 || summary.changes > 0 {
                logger.info(
                    "synchronised",
                    metadata: ["facts": "\(summary.acknowledged)", "changes": "\(summary.changes)"])
            }
            return Wait(seconds: intervalSeconds)
        } catch let trouble as SyncTrouble {
            let next = try? await book.nextAttempt()
            return Wait(
                seconds: max(0, next?.timeIntervalSince(now()) ?? intervalSeconds), isRare: trouble.retry == .rarely)
        } catch is CancellationError {
            return Wait(seconds: 0)
        } catch {
            // The book itself failed (a full disk, say); it may recover, and the facts in it are safe.
            logger.error("the book could not be used", metadata: ["error": "\(error)"])
            return Wait(seconds: intervalSeconds)
        }
    }
}

public import Foundation
public import Identity
public import Logging
import Metrics
public import Protection
public import ServiceLifecycle
import Synchronization

/// Tells the audit trail of attempts that were refused, in a bounded number of entries, so that nobody can fill the trail
/// by asking for what is refused.
///
/// Attempts are of one kind when organization, reason, agent and network address are the same. The first of a kind is
/// recorded at once. Those of the minute after an entry are counted and recorded as one entry when the minute is over, so
/// a kind gives one entry a minute at most. While more kinds are about than ``largestNumber``, attempts of further kinds
/// are told apart by their reason alone. What is counted and not yet recorded is lost when the process is killed; of each
/// kind the first attempt never is.
public final class RefusedAttempts: Service, Sendable {
    /// An attempt that was refused.
    public struct Attempt: Sendable {
        public var refusal: AuditRefusal
        /// Whose chain it belongs to.
        public var organization: Organization
        public var agent: AuditEvent.Agent
        public var entity: AuditEvent.Entity?
        public var origin: RequestOrigin
        /// Method and path template of the route.
        public var route: String

        public init(
            _ refusal: AuditRefusal, in organization: Organization, by agent: AuditEvent.Agent,
            on entity: AuditEvent.Entity?, from origin: RequestOrigin, route: String
        ) {
            self.refusal = refusal
            self.organization = organization
            self.agent = agent
            self.entity = entity
            self.origin = origin
            self.route = route
        }
    }

    private struct Kind: Hashable {
        var refusal: AuditRefusal
        var organization: Organization?
        var agent: AuditEvent.Agent?
        var network: String?
    }

    private struct Waiting {
        var recordedAt: Date
        var latest: Attempt
        var latestAt: Date
        var count = 0
    }

    /// How many kinds are told apart at once.
    public static let largestNumber = 100
    /// Seconds between two entries of a kind.
    public static let intervalSeconds = 60.0

    private let trail: AuditTrail
    private let logger: Logger
    private let waiting = Mutex<[Kind: Waiting]>([:])

    public init(database: HubDatabase, logger: Logger) {
        trail = AuditTrail(database: database)
        self.logger = logger
    }

    /// Counts an attempt and records it unless one of its kind was recorded less than a minute ago.
    public func note(_ attempt: Attempt, at now: Date) async {
        Counter(label: "refused_attempts_total", dimensions: [("reason", attempt.refusal.rawValue)]).increment()
        if let event = waiting.withLock({ Self.count(attempt, in: &$0, at: now) }) { await record([event]) }
    }

    /// - Returns: what is to be recorded now.
    private static func count(_ attempt: Attempt, in waiting: inout [Kind: Waiting], at now: Date) -> AuditEvent? {
        var kind = Kind(
            refusal: attempt.refusal, organization: attempt.organization, agent: attempt.agent,
            network: attempt.origin.network)
        var attempt = attempt
        if waiting[kind] == nil, waiting.count >= largestNumber {
            kind = Kind(refusal: attempt.refusal)
            attempt.organization = .bureau
            attempt.agent = .unknown
            attempt.entity = nil
            attempt.origin = RequestOrigin(address: "several", agent: "")
        }
        guard var known = waiting[kind] else {
            waiting[kind] = Waiting(recordedAt: now, latest: attempt, latestAt: now)
            return event(attempt, count: 1, at: now)
        }
        known.count += 1
        known.latest = attempt
        known.latestAt = now
        waiting[kind] = known
        return nil
    }

    /// Records what was counted for a minute or longer.
    ///
    /// - Parameter everything: also what was counted for less, such as at shutdown.
    public func recordCounted(at now: Date, everything: Bool = false) async {
        await record(
            waiting.withLock { waiting in
                var events: [AuditEvent] = []
                for (kind, known) in waiting
                where everything || now.timeIntervalSince(known.recordedAt) >= Self.intervalSeconds {
                    if known.count > 0 {
                        events.append(Self.event(known.latest, count: known.count, at: known.latestAt))
                        waiting[kind] = Waiting(recordedAt: now, latest: known.latest, latestAt: known.latestAt)
                    } else {
                        waiting[kind] = nil
                    }
                }
                return events
            })
    }

    private static func event(_ attempt: Attempt, count: Int, at time: Date) -> AuditEvent {
        AuditEvent(
            .refusal, .execute, in: attempt.organization, by: attempt.agent, on: attempt.entity, outcome: .refused,
            source: attempt.origin.address,
            details: [
                .refusal: attempt.refusal.rawValue, .route: attempt.route, .attempts: "\(count)",
            ], at: time)
    }

    /// The refusal itself stands whether or not the trail can be written.
    private func record(_ events: [AuditEvent]) async {
        do {
            try await trail.record(events)
        } catch {
            Counter(label: "audit_refusals_lost_total").increment(by: events.count)
            logger.error("refused attempts could not be recorded", metadata: ["error": "\(error)"])
        }
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            // The end of a minute is no event that anything announces.
            while (try? await Task.sleep(for: .seconds(Self.intervalSeconds))) != nil {
                await self.recordCounted(at: Date())
            }
        }
        await recordCounted(at: Date(), everything: true)
    }
}

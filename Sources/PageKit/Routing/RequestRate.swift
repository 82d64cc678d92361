import Foundation
import Synchronization

/// How many requests somebody may send: a bucket of tokens that refills steadily.
///
/// Kept by each process for itself; it protects the process, not an account.
public final class RequestRate: Sendable {
    public struct Limit: Sendable {
        /// Requests at once.
        public var burst: Double
        public var perSecond: Double

        public init(burst: Double, perSecond: Double) {
            self.burst = burst
            self.perSecond = perSecond
        }
    }

    private struct Bucket {
        var tokens: Double
        var filledAt: Double
    }

    private let limit: Limit
    private let buckets = Mutex<[String: Bucket]>([:])
    /// So many different senders at once are forgotten together rather than kept.
    private static let largestNumber = 20_000

    public init(_ limit: Limit) {
        self.limit = limit
    }

    /// Four seconds' worth may come at once.
    public convenience init(perSecond: Double) {
        self.init(Limit(burst: perSecond * 4, perSecond: perSecond))
    }

    /// Takes a token.
    ///
    /// - Parameter now: seconds of any steady clock.
    /// - Returns: nil when there was one, else the seconds until there is.
    public func wait(of sender: String, at now: Double) -> Double? {
        buckets.withLock { buckets in
            if buckets.count > Self.largestNumber { forgetFull(&buckets, now) }
            var bucket = buckets[sender] ?? Bucket(tokens: limit.burst, filledAt: now)
            bucket.tokens = min(limit.burst, bucket.tokens + max(0, now - bucket.filledAt) * limit.perSecond)
            bucket.filledAt = now
            defer { buckets[sender] = bucket }
            guard bucket.tokens >= 1 else { return (1 - bucket.tokens) / limit.perSecond }
            bucket.tokens -= 1
            return nil
        }
    }

    private func forgetFull(_ buckets: inout [String: Bucket], _ now: Double) {
        let fullAfter = limit.burst / limit.perSecond
        buckets = buckets.filter { now - $0.value.filledAt < fullAfter }
        if buckets.count > Self.largestNumber { buckets = [:] }
    }
}

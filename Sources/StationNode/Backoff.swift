/// How long to wait between attempts: exponential growth with full jitter, so that stations that lost the hub together
/// don't come back together.
public struct Backoff: Sendable {
    /// The upper bound of the first wait, in seconds.
    public var baseSeconds: Double
    /// The upper bound of every wait, in seconds.
    public var capSeconds: Double
    /// The wait, in seconds, when somebody has to act first.
    public var rareSeconds: Double
    /// The most seconds that a hub's wish (`Retry-After`) is granted.
    public var longestWishSeconds: Double
    /// A number from 0 up to 1, without 1.
    var random: @Sendable () -> Double

    public init(
        baseSeconds: Double = 1, capSeconds: Double = 300, rareSeconds: Double = 3600,
        longestWishSeconds: Double = 3600,
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) {
        self.baseSeconds = baseSeconds
        self.capSeconds = capSeconds
        self.rareSeconds = rareSeconds
        self.longestWishSeconds = longestWishSeconds
        self.random = random
    }

    /// Seconds to wait after `failures` (1 or more) failures in a row.
    public func seconds(after trouble: SyncTrouble, failures: Int) -> Double {
        switch trouble.retry {
        case .backoff: return random() * ceiling(failures: failures)
        case .after(let seconds):
            // Never sooner than the hub wishes, and not all stations at the same moment.
            return min(max(0, seconds), longestWishSeconds) + random() * baseSeconds
        case .rarely: return rareSeconds * (0.5 + random() / 2)
        }
    }

    /// The upper bound of the wait after so many failures.
    func ceiling(failures: Int) -> Double {
        // 2^60 seconds are beyond any cap.
        let doublings = min(max(0, failures - 1), 60)
        return min(capSeconds, baseSeconds * Double(UInt64(1) << UInt64(doublings)))
    }
}

/// Whether a transaction is run again after a serialization failure or a deadlock.
public struct TransactionRetry: Sendable {
    /// How often the body is run at most; at least 1.
    public var attempts: Int

    /// The body runs once.
    public static let never = TransactionRetry(attempts: 1)

    /// For bodies that do nothing outside of the database, so that running them again is safe.
    public static func whenTransient(attempts: Int = 5) -> TransactionRetry {
        TransactionRetry(attempts: max(1, attempts))
    }
}

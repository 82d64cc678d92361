/// The limits of the sync protocol.
public enum SyncLimits {
    /// Bytes of a line without its line feed.
    public static let lineBytes = 64 * 1024
    /// Bytes of a batch's body.
    public static let batchBytes = 4 * 1024 * 1024
    /// Facts in a batch.
    public static let batchFacts = 10_000
}

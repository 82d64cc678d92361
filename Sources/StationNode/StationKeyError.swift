/// Why the station's key can't be used.
public enum StationKeyError: Error, Hashable, Sendable {
    /// None was made yet.
    case missing
    /// The file can't be read or written.
    case unreadable(path: String)
    /// Remedy: `chmod 600`.
    case readableByOthers(path: String)
    /// Not a key, or not a one-time code.
    case invalid(path: String)
}

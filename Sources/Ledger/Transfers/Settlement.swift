/// How a pending transfer was settled.
public enum Settlement: String, Hashable, Sendable {
    case post, void, expire
}

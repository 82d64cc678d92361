/// What became of an event.
public enum EventResult: Hashable, Sendable {
    case recorded
    /// The same was recorded before; nothing was added.
    case existed
    /// Nothing of the event was recorded.
    case refused(LedgerRefusal)
}

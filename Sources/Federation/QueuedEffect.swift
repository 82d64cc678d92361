public import HubModel
public import Postgres

/// An effect on its way to the queue.
public struct QueuedEffect: Sendable {
    public var fact: FactID
    /// What it does; the worker knows the names.
    public var effect: String
    public var content: JSONB

    public init(fact: FactID, effect: String, content: JSONB) {
        self.fact = fact
        self.effect = effect
        self.content = content
    }
}

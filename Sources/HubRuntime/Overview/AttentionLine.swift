public import Foundation
public import HubModel

/// A screening that a person must look at on the same day. Who it is about is known at the station only.
public struct AttentionLine: Codable, Hashable, Sendable {
    public var fact: FactID
    public var occurredAt: Date
    /// Nil when it is sealed and can't be opened.
    public var instrument: String?
    /// Whether the reader may not open what is sealed of the screening.
    public var isSealed = false
    /// Codes of why somebody must look at it; empty when they are sealed and can't be opened.
    public var reasons: [String] = []
    public var level: Triage.Level
    public var isIncomplete: Bool
}

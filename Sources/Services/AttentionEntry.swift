public import Foundation
public import HubModel

/// A screening on its way to the list to be looked at on the same day.
public struct AttentionEntry: Codable, Sendable {
    public var subject: ResidentID
    public var occurredAt: Date
    public var level: Triage.Level
    /// Whether all answers were there.
    public var scored: Bool
    /// Reasons and instrument, sealed for the row of the list.
    public var detail: Data

    public init(subject: ResidentID, occurredAt: Date, level: Triage.Level, scored: Bool, detail: Data) {
        self.subject = subject
        self.occurredAt = occurredAt
        self.level = level
        self.scored = scored
        self.detail = detail
    }
}

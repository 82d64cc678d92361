import Federation
import Foundation
import HubModel
import Services

/// A fact that a correction points at.
struct CorrectedFact: Sendable {
    var id: FactID
    var place: FactPlace
    var kind: String
    var occurredAt: Date
    var subject: ResidentID?
    /// What it counts for now; nil when it was withdrawn or quarantined.
    var meaning: FactMeaning?
    /// What it counted for before the last correction took it back.
    var withdrawn: FactMeaning?
}

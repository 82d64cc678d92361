public import Foundation
public import HubModel
public import Services

/// A service order as its facts tell of it.
public struct OrderRecord: Sendable {
    /// One step, with who took it and when.
    public struct Step: Sendable {
        public var kind: OrderStepKind
        public var occurredAt: Date
        /// `staff:<id>`, `resident-link:<id>` or `import:<id>`.
        public var actor: String
        public var evidence: String?
        public var reason: String?
    }

    public var order: String
    public var standing: OrderStanding
    /// What the latest step says; nil when the facts can't be read any more, or were not kept.
    public var line: OrderLine?
    public var subject: ResidentID?
    /// In their order.
    public var steps: [Step] = []
    /// When the resident said that nothing was received, and no later step followed.
    public var deniedAt: Date?

    /// Nil when every fact was withdrawn.
    public var state: OrderStepKind? { standing.state }
}

import HubRuntime

/// A step of an order that a client takes.
protocol OrderStepRequest: Decodable, Sendable {
    static var schema: String { get }
    /// The state that the order stands in afterwards.
    static var state: String { get }
    var step: AdvanceOrder.Step { get }
}

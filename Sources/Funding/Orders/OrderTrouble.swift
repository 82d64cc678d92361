import HubModel

/// A step of an order that is shown to somebody.
struct OrderTrouble {
    var fact: FactID
    var key: OrderKey
    var code: String
    var differences: [OrderDifference]
}

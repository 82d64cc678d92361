import HubModel

/// A step of an order that was taken from the queue of effects, to be followed.
struct TakenOrderStep {
    var station: StationCode
    var fact: FactID
    var queued: QueuedOrderStep
}

import Federation
import Funding
import HubModel

/// A step of an order on its way through the queue of effects, with the place of the fact that tells of it.
///
/// The place and not the resident: what the queue holds names nobody.
struct QueuedOrderStep: Codable {
    var step: OrderMoneyStep
    /// Nil of what was queued before places were.
    var place: FactPlace?

    private enum Key: CodingKey {
        case origin, epoch, seq
    }

    init(_ step: OrderMoneyStep, at place: FactPlace) {
        self.step = step
        self.place = place
    }

    init(from decoder: any Decoder) throws {
        step = try OrderMoneyStep(from: decoder)
        let container = try decoder.container(keyedBy: Key.self)
        let origin = try container.decodeIfPresent(String.self, forKey: .origin)
        guard let origin = origin.flatMap(FactOrigin.init(rawValue:)) else { return }
        place = FactPlace(
            origin: origin, epoch: try container.decode(Int.self, forKey: .epoch),
            seq: try container.decode(Int64.self, forKey: .seq))
    }

    func encode(to encoder: any Encoder) throws {
        try step.encode(to: encoder)
        guard let place else { return }
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(place.origin.rawValue, forKey: .origin)
        try container.encode(place.epoch, forKey: .epoch)
        try container.encode(place.seq, forKey: .seq)
    }
}

import Federation
import Funding
import HubModel

/// A step of an order on its way through the queue of effects, with the place of the fact that tells of it and what the
/// fact states, so that nobody needs to open it again.
///
/// The place and not the resident: what the queue holds names nobody.
struct QueuedOrderStep: Codable {
    /// What the order costs and what the resident pays of it, as the step states them; 0 or more.
    struct Stated: Codable {
        var amountFen: Int64
        var copaymentFen: Int64
    }

    var step: OrderFundingStep
    var stated: Stated
    var place: FactPlace

    private enum Key: CodingKey {
        case origin, epoch, seq
    }

    init(_ step: OrderFundingStep, stating stated: Stated, at place: FactPlace) {
        self.step = step
        self.stated = stated
        self.place = place
    }

    init(from decoder: any Decoder) throws {
        step = try OrderFundingStep(from: decoder)
        stated = try Stated(from: decoder)
        let container = try decoder.container(keyedBy: Key.self)
        place = FactPlace(
            origin: try container.decode(FactOrigin.self, forKey: .origin),
            epoch: try container.decode(Int.self, forKey: .epoch),
            seq: try container.decode(Int64.self, forKey: .seq))
    }

    func encode(to encoder: any Encoder) throws {
        try step.encode(to: encoder)
        try stated.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(place.origin, forKey: .origin)
        try container.encode(place.epoch, forKey: .epoch)
        try container.encode(place.seq, forKey: .seq)
    }
}

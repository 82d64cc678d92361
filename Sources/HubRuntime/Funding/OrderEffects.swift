import Federation
import Foundation
import Funding
import HubModel
import Postgres
import Services

/// The steps of orders in a batch that money must follow, on their way to the queue of effects.
struct OrderEffects {
    /// The name of the effect in the queue.
    static let name = "order-money"

    private var steps: [FactID: OrderMoneyStep] = [:]

    mutating func add(_ meaning: FactMeaning, of header: FactHeader) {
        guard let order = meaning.order, let kind = Self.kind(of: order.step) else { return }
        steps[header.id] = Self.step(kind, order, at: header.occurredAt)
    }

    /// A corrected step is for a person to look at: what was posted is only ever reversed.
    mutating func correct(_ fact: CorrectedFact, by header: FactHeader) {
        guard let kind = FactKind(rawValue: fact.kind), Self.moneyKinds.contains(kind) else { return }
        // Its order is told by the replacement; of what was withdrawn the hub no longer tells.
        guard let order = fact.meaning?.order ?? fact.withdrawn?.order else { return }
        steps[header.id] = Self.step(.corrected, order, at: header.occurredAt)
    }

    private static let moneyKinds: Set<FactKind> = [.orderAccepted, .orderVerified, .orderCancelled]

    private static func kind(of step: OrderStepKind) -> OrderMoneyStep.Kind? {
        switch step {
        case .accepted: .accepted
        case .verified: .verified
        case .cancelled: .cancelled
        case .placed, .delivered: nil
        }
    }

    private static func step(_ kind: OrderMoneyStep.Kind, _ order: OrderReading, at time: Date) -> OrderMoneyStep {
        OrderMoneyStep(
            kind: kind, order: order.order, package: order.package, item: order.item, subsidyGroup: order.group,
            performer: order.performer, governmentFen: order.amountFen - order.copaymentFen, occurredAt: time)
    }

    func queued(of station: StationCode, at now: Date) throws -> Query? {
        if steps.isEmpty { return nil }
        return EffectQueries.queue(
            try steps.map { QueuedEffect(fact: $0.key, effect: Self.name, content: try JSONB(encoding: $0.value)) },
            of: station, at: now)
    }
}

import Federation
import Foundation
import Funding
import HubModel
import Postgres
import Services

/// The steps of orders in a batch that money must follow, on their way to the queue of effects.
struct QueuedOrderSteps {
    /// The name of the effect in the queue.
    static let name = "order-money"

    private var steps: [FactID: QueuedOrderStep] = [:]

    mutating func add(_ meaning: FactMeaning, of header: FactHeader) {
        guard let order = meaning.order, let kind = Self.kind(of: order.step) else { return }
        steps[header.id] = QueuedOrderStep(
            Self.step(kind, order, at: header.occurredAt), stating: Self.stated(order), at: FactPlace(header))
    }

    /// A corrected step is for a person to look at: what was posted is only ever reversed.
    mutating func correct(_ fact: CorrectedFact, by header: FactHeader) {
        guard let kind = FactKind(rawValue: fact.kind), Self.moneyKinds.contains(kind) else { return }
        // The order that the fact told of first: if money moved, it moved there.
        let (before, after) = (fact.withdrawn?.order, fact.meaning?.order)
        guard let order = before ?? after else { return }
        var step = Self.step(.corrected, order, at: header.occurredAt)
        if let after { step.governmentFen = max(step.governmentFen, Self.government(after)) }
        step.differences = Self.differences(before, after)
        steps[header.id] = QueuedOrderStep(step, stating: Self.stated(after ?? order), at: FactPlace(header))
    }

    private static func differences(_ before: OrderReading?, _ after: OrderReading?) -> [OrderDifference] {
        [
            OrderDifference(.order, from: before?.order, to: after?.order),
            OrderDifference(.package, from: before?.package, to: after?.package),
            OrderDifference(.item, from: before?.item, to: after?.item),
            OrderDifference(.amount, from: before.map { "\($0.amountFen)" }, to: after.map { "\($0.amountFen)" }),
            OrderDifference(
                .copayment, from: before.map { "\($0.copaymentFen)" }, to: after.map { "\($0.copaymentFen)" }),
            OrderDifference(
                .government, from: before.map { "\(government($0))" }, to: after.map { "\(government($0))" }),
            OrderDifference(.group, from: before?.group, to: after?.group),
        ].compactMap(\.self)
    }

    private static func stated(_ order: OrderReading) -> QueuedOrderStep.Stated {
        QueuedOrderStep.Stated(amountFen: order.amountFen, copaymentFen: order.copaymentFen)
    }

    private static func government(_ order: OrderReading) -> Int64 { order.amountFen - order.copaymentFen }

    private static let moneyKinds: Set<FactKind> = [.orderAccepted, .orderVerified, .orderCancelled]

    private static func kind(of step: OrderStepKind) -> OrderFundingStep.Kind? {
        switch step {
        case .accepted: .accepted
        case .verified: .verified
        case .cancelled: .cancelled
        case .placed, .delivered: nil
        }
    }

    private static func step(_ kind: OrderFundingStep.Kind, _ order: OrderReading, at time: Date) -> OrderFundingStep {
        OrderFundingStep(
            kind: kind, order: order.order, package: order.package, item: order.item, subsidyGroup: order.group,
            performer: order.performer, governmentFen: government(order), occurredAt: time)
    }

    func queued(of station: StationCode, at now: Date) throws -> Query? {
        if steps.isEmpty { return nil }
        return EffectQueries.queue(
            try steps.map { QueuedEffect(fact: $0.key, effect: Self.name, content: try JSONB(encoding: $0.value)) },
            of: station, at: now)
    }
}

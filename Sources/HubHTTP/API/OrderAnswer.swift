import Foundation
import Funding
import HubModel
import HubRuntime
import Services

/// A service order as JSON.
struct OrderAnswer: Encodable {
    struct Step: Encodable {
        let step: String
        let occurredAt: Date
        let actor: String
        let evidence: String?
        let reason: String?
    }

    let order: String
    let state: String?
    let placedAt: Date?
    /// Nil where the fact that named it can't be read any more.
    let package: String?
    let item: String?
    let amountFen: Int64?
    let copaymentFen: Int64?
    let group: String?
    let performer: String?
    let resident: String?
    let steps: [Step]
    let money: OrderFundingAnswer?

    /// - Parameter money: nil where it isn't told.
    init(_ record: OrderRecord, money: OrderFundingRecord? = nil) {
        order = record.order
        state = record.state?.rawValue
        placedAt = record.standing.span?.lowerBound
        package = record.line?.package
        item = record.line?.item
        amountFen = record.line?.amountFen
        copaymentFen = record.line.map { $0.copaymentFen ?? 0 }
        group = record.line?.group
        performer = record.line?.performer
        resident = record.subject?.description
        steps = record.steps.map {
            Step(
                step: $0.kind.rawValue, occurredAt: $0.occurredAt, actor: $0.actor, evidence: $0.evidence,
                reason: $0.reason)
        }
        self.money = money.map(OrderFundingAnswer.init)
    }

    struct Page: Encodable {
        let orders: [OrderAnswer]
        let next: String?

        init(_ page: ReadOrders.Page) {
            orders = page.orders.map { OrderAnswer($0) }
            next = page.next?.text
        }
    }
}

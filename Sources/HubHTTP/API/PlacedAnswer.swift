import DistrictConfig
import HubModel
import HubRuntime

/// An order that was placed, as JSON; without the group, since the answer is kept.
struct PlacedAnswer: Encodable {
    let order: String
    let priceFen: Int64
    let copaymentFen: Int64
    let subsidyFen: Int64

    init(_ placed: PlacedOrder) {
        order = placed.order
        priceFen = placed.share.price.fen
        copaymentFen = placed.share.copayment.fen
        subsidyFen = placed.share.subsidy.fen
    }
}

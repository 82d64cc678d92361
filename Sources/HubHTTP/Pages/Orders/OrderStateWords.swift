import HubModel
import Services

/// The states of an order.
enum OrderStateWords: String, Wording {
    case placed, accepted, delivered, verified, cancelled

    init(_ state: OrderStepKind) {
        self =
            switch state {
            case .placed: .placed
            case .accepted: .accepted
            case .delivered: .delivered
            case .verified: .verified
            case .cancelled: .cancelled
            }
    }

    var text: LocalizedText {
        switch self {
        case .placed: LocalizedText("已下单", "placed")
        case .accepted: LocalizedText("已接单", "accepted")
        case .delivered: LocalizedText("已服务，待居民确认", "delivered, to be verified")
        case .verified: LocalizedText("居民已确认", "verified")
        case .cancelled: LocalizedText("已取消", "cancelled")
        }
    }
}

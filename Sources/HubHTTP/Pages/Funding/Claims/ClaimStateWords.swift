import Funding
import HubModel

/// Where a claim stands.
enum ClaimStateWords: String, Wording {
    case submitted, withdrawn, rejected, approved, paying, paid

    init(_ state: Claim.State) {
        self =
            switch state {
            case .submitted: .submitted
            case .withdrawn: .withdrawn
            case .rejected: .rejected
            case .approved: .approved
            case .paying: .paying
            case .paid: .paid
            }
    }

    var text: LocalizedText {
        switch self {
        case .submitted: LocalizedText("待审批", "to be decided on")
        case .withdrawn: LocalizedText("站点已撤回", "withdrawn by the station")
        case .rejected: LocalizedText("已驳回", "rejected")
        case .approved: LocalizedText("已批准，待支付", "approved, to be paid")
        case .paying: LocalizedText("支付凭证待批准", "the voucher of its payment waits")
        case .paid: LocalizedText("已支付", "paid")
        }
    }
}

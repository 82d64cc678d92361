import Funding
import HubModel

/// Where a voucher stands.
enum VoucherStateWords: String, Wording {
    case waiting, approved, rejected

    init(_ state: VoucherSummary.State) {
        self =
            switch state {
            case .waiting: .waiting
            case .approved: .approved
            case .rejected: .rejected
            }
    }

    var text: LocalizedText {
        switch self {
        case .waiting: LocalizedText("待批准", "to be approved")
        case .approved: LocalizedText("已批准", "approved")
        case .rejected: LocalizedText("已退回", "rejected")
        }
    }
}

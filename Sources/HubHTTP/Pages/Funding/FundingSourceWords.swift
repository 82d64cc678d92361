import DistrictConfig
import HubModel

/// Where money comes from.
enum FundingSourceWords: String, Wording {
    case appropriation, otherLevel, donatedOwned, donatedEntrusted, company

    init(_ source: FundingLine.Source) {
        self =
            switch source {
            case .appropriation: .appropriation
            case .otherLevel: .otherLevel
            case .donatedOwned: .donatedOwned
            case .donatedEntrusted: .donatedEntrusted
            case .company: .company
            }
    }

    var text: LocalizedText {
        switch self {
        case .appropriation: LocalizedText("本级财政拨款", "the treasury's own")
        case .otherLevel: LocalizedText("非同级财政拨款", "another level or department")
        case .donatedOwned: LocalizedText("捐赠收入", "donated")
        case .donatedEntrusted: LocalizedText("受托代理资金", "entrusted")
        case .company: LocalizedText("用人单位购买", "bought by employers")
        }
    }
}

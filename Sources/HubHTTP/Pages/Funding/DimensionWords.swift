import HubModel

/// What an account of the books is kept apart by.
enum DimensionWords: String, Wording {
    case station, payee, line, programme, package, profile, source
    case functionalClass = "functional-class"
    case economicClass = "economic-class"
    case governmentClass = "government-economic-class"

    var text: LocalizedText {
        switch self {
        case .station: LocalizedText("站点", "Station")
        case .payee: LocalizedText("收款方", "Payee")
        case .line: LocalizedText("资金", "Funding line")
        case .programme: LocalizedText("项目", "Programme")
        case .package: LocalizedText("服务包", "Package")
        case .profile: LocalizedText("定位", "Profile")
        case .source: LocalizedText("资金来源", "Source")
        case .functionalClass: LocalizedText("功能分类", "Functional class")
        case .economicClass: LocalizedText("部门经济分类", "Economic class")
        case .governmentClass: LocalizedText("政府经济分类", "Government economic class")
        }
    }
}

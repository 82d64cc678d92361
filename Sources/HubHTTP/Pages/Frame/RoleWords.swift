import HubModel
import Protection

/// How roles are called.
enum RoleWords: String, Wording {
    case director, brandOperator, financeOfficer, auditor, stationManager, stationStaff, hospitalCoordinator, volunteer

    init(_ role: Role) {
        self =
            switch role {
            case .director: .director
            case .brandOperator: .brandOperator
            case .financeOfficer: .financeOfficer
            case .auditor: .auditor
            case .stationManager: .stationManager
            case .stationStaff: .stationStaff
            case .hospitalCoordinator: .hospitalCoordinator
            case .volunteer: .volunteer
            }
    }

    var text: LocalizedText {
        switch self {
        case .director: LocalizedText("区级负责人", "District director")
        case .brandOperator: LocalizedText("品牌运营", "Brand operator")
        case .financeOfficer: LocalizedText("经费管理", "Finance officer")
        case .auditor: LocalizedText("审计", "Auditor")
        case .stationManager: LocalizedText("站长", "Station manager")
        case .stationStaff: LocalizedText("站点工作人员", "Station staff")
        case .hospitalCoordinator: LocalizedText("医院转诊协调员", "Hospital coordinator")
        case .volunteer: LocalizedText("志愿者", "Volunteer")
        }
    }
}

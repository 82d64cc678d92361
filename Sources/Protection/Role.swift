/// What somebody may do (FHIR PractitionerRole); held for one organization.
public enum Role: String, Codable, Sendable, CaseIterable {
    /// 局长: answers for the district, administers accounts.
    case director
    /// 品牌运营: shows and steers how stations are known and used.
    case brandOperator = "brand-operator"
    /// 经费管理.
    case financeOfficer = "finance-officer"
    /// 审计: searches the audit trail, changes nothing.
    case auditor
    /// 站长: runs a station and administers its people.
    case stationManager = "station-manager"
    /// 工作人员.
    case stationStaff = "station-staff"
    /// 医院转诊协调员.
    case hospitalCoordinator = "hospital-coordinator"
    /// 志愿者: registered once for the whole district.
    case volunteer

    /// The kind of organization that the role is held at.
    public var organizationKind: Organization.Kind {
        switch self {
        case .director, .brandOperator, .financeOfficer, .auditor, .volunteer: .bureau
        case .stationManager, .stationStaff: .station
        case .hospitalCoordinator: .hospital
        }
    }

    /// Roles of the bureau's own people, as opposed to volunteers, who belong to the district too.
    public var isBureau: Bool { organizationKind == .bureau && self != .volunteer }
}

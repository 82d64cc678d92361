public import HubModel

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

/// Where a role is held and who administers an account.
public enum Organization: Hashable, Sendable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        case bureau, station, hospital
    }

    case bureau
    case station(StationCode)
    case hospital(HospitalCode)

    /// Returns nil unless the code fits the kind; the bureau has none.
    public init?(kind: Kind, code: String) {
        switch kind {
        case .bureau:
            guard code.isEmpty else { return nil }
            self = .bureau
        case .station:
            guard let code = StationCode(rawValue: code) else { return nil }
            self = .station(code)
        case .hospital:
            guard let code = HospitalCode(rawValue: code) else { return nil }
            self = .hospital(code)
        }
    }

    public var kind: Kind {
        switch self {
        case .bureau: .bureau
        case .station: .station
        case .hospital: .hospital
        }
    }

    /// Empty for the bureau.
    public var code: String {
        switch self {
        case .bureau: ""
        case .station(let code): code.rawValue
        case .hospital(let code): code.rawValue
        }
    }
}

/// One role of one person at one organization.
public struct RoleAssignment: Hashable, Sendable {
    public let role: Role
    public let organization: Organization

    /// Returns nil when the role isn't held at such an organization.
    public init?(_ role: Role, at organization: Organization) {
        guard role.organizationKind == organization.kind else { return nil }
        self.role = role
        self.organization = organization
    }
}

import HubModel
import PageKit
import Protection

/// How the organizations of the district are called.
struct OrganizationNames: Sendable {
    let stations: [StationCode: LocalizedText]
    let hospitals: [HospitalCode: LocalizedText]

    func name(of organization: Organization, _ language: Language) -> String {
        switch organization {
        case .bureau: ViewerWords.bureau(language)
        case .station(let code): stations[code]?[language] ?? code.rawValue
        case .hospital(let code): hospitals[code]?[language] ?? code.rawValue
        }
    }

    /// The role and where it is held.
    func text(of assignment: RoleAssignment, _ language: Language) -> String {
        let role = assignment.role(language)
        if case .bureau = assignment.organization { return role }
        return "\(role) · \(name(of: assignment.organization, language))"
    }
}

/// The reports on funding, as their addresses name them.
enum ReportKind: String, CaseIterable, Sendable {
    case execution
    case trialBalance = "trial-balance"
    case unitCosts = "unit-costs"
    case subsidies, ageing

    var path: String { "\(ReportPaths.reports)/\(rawValue)" }

    var title: ReportWords {
        switch self {
        case .execution: .execution
        case .trialBalance: .trialBalance
        case .unitCosts: .unitCosts
        case .subsidies: .subsidies
        case .ageing: .ageing
        }
    }

    var lead: ReportWords {
        switch self {
        case .execution: .executionLead
        case .trialBalance: .trialBalanceLead
        case .unitCosts: .unitCostsLead
        case .subsidies: .subsidiesLead
        case .ageing: .ageingLead
        }
    }
}

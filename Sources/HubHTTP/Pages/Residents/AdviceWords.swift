import HubModel
import PageKit
import PluginKit

/// Texts of what a plugin says of a resident.
enum AdviceWords: String, Wording {
    static let section = "advice"

    case actions, actionsHint, noActions, what, dueOn, why, overdue, source, failed, missing, notRecorded
    case call, visit, screening, consultation, referral
    case packages, noPackages, package, standing, price, subsidy, copayment
    case eligible, ineligible, undecided, unanswered, enrolled
    case outreach, noOutreach, message, due, heldBack, occasion
    case otherVersion, pluginMissing
    case counsellors, counsellorsHint, problem, tier, rank, counsellor, score, minimum, meetsMinimum, belowMinimum
    case askBoth, supportOnly, undescribed, noProblems, c1, c2, c3, c4

    init(_ action: FollowUpRule.Action) {
        self =
            switch action {
            case .call: .call
            case .visit: .visit
            case .screening: .screening
            case .consultation: .consultation
            case .referral: .referral
            }
    }

    init(_ standing: EligibilityDecision.Standing) {
        self =
            switch standing {
            case .eligible: .eligible
            case .ineligible: .ineligible
            case .undecided: .undecided
            }
    }

    init(_ tier: ClientTier) {
        self =
            switch tier {
            case .c1: .c1
            case .c2: .c2
            case .c3: .c3
            case .c4: .c4
            }
    }

    var placeholders: Set<String> {
        switch self {
        case .source: ["plugin"]
        case .failed: ["reason"]
        case .otherVersion: ["asked", "began", "package"]
        case .pluginMissing: ["began", "package"]
        case .undescribed: ["names"]
        default: []
        }
    }
}

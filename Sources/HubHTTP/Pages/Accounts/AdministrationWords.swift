import HubModel
import Identity
import PageKit
import Protection

/// Texts of the administration of accounts.
enum AdministrationWords: String, Wording {
    static let section = "administration"

    case menu, staffMenu
    case accountsTitle, staffTitle, filter, show, none, noneHint, people
    case displayName, nameHelp, phone, role, create, newAccount, name, signInName, roles, state, secondFactor, back
    case invited, linkExpired, active, disabled, factorOn, factorOff
    case linkTitle, linkLead, reset, resetTitle, resetEffect, resetFactor, assign, withdraw, disable, disableEffect,
        enable
    case nameTaken, invalidName, invalidProfile, invalidAssignment, lastDirector, ownAccount

    init(_ state: AccountSummary.State) {
        self =
            switch state {
            case .invited: .invited
            case .linkExpired: .linkExpired
            case .active: .active
            case .disabled: .disabled
            }
    }

    static func title(of acting: RoleAssignment, _ language: Language) -> String {
        (acting.role == .director ? Self.accountsTitle : .staffTitle)(language)
    }

    /// What to say about an error; nil when it is none of these.
    static func text(for error: IdentityError, _ language: Language) -> String? {
        switch error {
        case .nameTaken: Self.nameTaken(language)
        case .invalidName: Self.invalidName(language)
        case .invalidProfile: Self.invalidProfile(language)
        case .invalidAssignment: Self.invalidAssignment(language)
        case .lastDirector: Self.lastDirector(language)
        case .ownAccount: Self.ownAccount(language)
        default: nil
        }
    }
}

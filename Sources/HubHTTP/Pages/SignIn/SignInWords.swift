import Foundation
import HubModel
import Identity
import PageKit

/// Texts on the way in.
enum SignInWords: String, Wording {
    static let section = "signIn"

    case title, lead, name, password, signIn, provider, forgotten
    case codeTitle, codeLead, code, codeHelp, confirm, cancel
    case setUpTitle, setUpLead, setUpSecret, setUpCode, setUpConfirm, recoveryTitle, recoveryLead, go
    case linkTitle, linkLead, newPassword, newPasswordHelp, again, setPassword, linkDone
    case back, identityTaken, noRole
    case wrong, wrongCode, tooMany, busy, invalidLink, mismatch, unlinked, providerFailed
    case tooShort, tooLong, common, containsName, monotonous

    var placeholders: Set<String> {
        switch self {
        case .linkLead: ["name"]
        case .tooMany: ["wait"]
        default: []
        }
    }

    init(_ violation: PasswordRules.Violation) {
        self =
            switch violation {
            case .tooShort: .tooShort
            case .tooLong: .tooLong
            case .common: .common
            case .containsName: .containsName
            case .monotonous: .monotonous
            }
    }
}

extension SignInWords {
    /// What to say about an error on the way in; nil when it is none of these.
    static func text(for error: any Error, _ language: Language, now: Date) -> String? {
        guard let error = error as? IdentityError else { return nil }
        switch error {
        case .wrongCredentials: return Self.wrong(language)
        case .wrongCode: return Self.wrongCode(language)
        case .busy: return Self.busy(language)
        case .invalidLink: return Self.invalidLink(language)
        case .weakPassword(let violation): return SignInWords(violation)(language)
        case .unlinkedIdentity: return Self.unlinked(language)
        case .identityTaken: return Self.identityTaken(language)
        case .providerRefused: return Self.providerFailed(language)
        case .tooManyAttempts(let nextAt):
            let seconds = max(1, Int(nextAt.timeIntervalSince(now).rounded(.up)))
            let wait =
                switch language {
                case .zh: seconds < 90 ? "\(seconds) 秒" : "\((seconds + 59) / 60) 分钟"
                case .en: seconds < 90 ? "\(seconds) seconds" : "\((seconds + 59) / 60) minutes"
                }
            return Self.tooMany(language).replacing("{wait}", with: wait)
        default: return nil
        }
    }
}

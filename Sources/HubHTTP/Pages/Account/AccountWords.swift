import Foundation
import HubModel
import Identity
import PageKit

/// Texts of the own account's page.
enum AccountWords: String, Wording {
    static let section = "account"

    case signInName, roles, sessions, sessionsLead, role, began, seen, address, browser, thisOne, endSession, endOthers
    case passwordTitle, oldPassword, changePassword, passwordEffect
    case factorTitle, factorOn, factorOff, replaceFactor, replaceEffect, setUpFactor, wrongPassword
    case providerTitle, providerOn, providerOff, link, unlink, linkLead, passwordRight, onward, backToAccount

    static func text(for error: any Error, _ language: Language, now: Date) -> String? {
        if error as? IdentityError == .wrongCredentials { return Self.wrongPassword(language) }
        return SignInWords.text(for: error, language, now: now)
    }
}

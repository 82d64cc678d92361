public import Foundation

/// A rule of accounts and sign-in that was violated.
public enum IdentityError: Error, Equatable, Sendable {
    /// Name, password or code is wrong, or the account is disabled; the caller never learns which.
    case wrongCredentials
    /// Too many failed attempts with this name from this address, or from this address.
    case tooManyAttempts(nextAt: Date)
    /// More passwords are being checked than the machine can bear.
    case busy
    /// No session has the token, or it has ended.
    case notSignedIn
    /// The one-time link is unknown, used or too old.
    case invalidLink
    /// The new password breaks a rule.
    case weakPassword(PasswordRules.Violation)
    /// The code shown to confirm a second factor is not the one expected now.
    case wrongCode
    /// The second factor is there already, or there is none to remove.
    case secondFactorState
    /// Somebody else has the sign-in name.
    case nameTaken
    /// Not a sign-in name: 3 to 64 letters, digits, dots, hyphens, underscores or an e-mail address.
    case invalidName
    /// The display name is empty or too long, or the phone number isn't one.
    case invalidProfile
    /// No such account among those that the person may administer.
    case unknownAccount
    /// The role can't be held there, or the organization is unknown.
    case invalidAssignment
    /// The last director who can sign in can't be disabled or lose the role.
    case lastDirector
    /// A person doesn't disable or reset the own account.
    case ownAccount
    /// The OpenID provider's answer doesn't prove who signs in; the reason is for the log.
    case providerRefused(reason: String)
    /// Nobody here is linked to the account at the provider.
    case unlinkedIdentity
    /// The provider's account belongs to somebody else here.
    case identityTaken
}

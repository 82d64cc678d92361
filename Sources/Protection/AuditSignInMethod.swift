/// How somebody signed in or tried to.
public enum AuditSignInMethod: String, Sendable, CaseIterable {
    case password
    /// Typed once more before something grave.
    case passwordAgain = "password-again"
    case secondFactor = "second-factor"
    case openID = "openid"
}

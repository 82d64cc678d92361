/// A rule of accounts and sign-in that was violated.
public enum IdentityError: Error, Equatable, Sendable {
    /// Name, password or code is wrong; the caller never learns which.
    case wrongCredentials
}

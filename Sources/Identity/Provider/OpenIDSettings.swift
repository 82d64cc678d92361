public import Foundation

/// The identity service with whose accounts people may sign in (OpenID Connect Core 1.0).
public struct OpenIDSettings: Sendable {
    /// The issuer's address; its metadata stand below it (OpenID Connect Discovery 1.0).
    public var issuer: URL
    public var clientID: String
    /// Nil for a public client, which PKCE protects alone.
    public var clientSecret: String?
    /// Where the service sends people back to.
    public var redirect: URL

    public init(issuer: URL, clientID: String, clientSecret: String?, redirect: URL) {
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.redirect = redirect
    }
}

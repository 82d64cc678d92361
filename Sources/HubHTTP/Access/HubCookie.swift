import Hummingbird
import Identity
import PageKit

/// The cookies of the hub.
enum HubCookie {
    /// The token of a session.
    static let session = HostCookie("__Host-xinlian")
    /// The token of the forms on the way in.
    static let form = HostCookie("__Host-xinlian-form")
    /// What an OpenID provider's answer must fit.
    static let provider = HostCookie("__Host-xinlian-provider")
}

extension HostCookie {
    func token(in request: Request) -> SecretToken? { value(in: request).flatMap(SecretToken.init(text:)) }
}

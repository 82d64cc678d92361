import HTTPTypes
import Hummingbird
import Identity

/// The cookies of the hub (RFC 6265bis): bound to host and path, unreadable for scripts, sent over TLS only.
enum HubCookie: String {
    /// The token of a session.
    case session = "__Host-xinlian"
    /// The token of the forms on the way in.
    case form = "__Host-xinlian-form"
    /// What an OpenID provider's answer must fit.
    case provider = "__Host-xinlian-provider"

    /// The value in a request; nil when it is missing or there are several.
    func value(in request: Request) -> String? {
        let found = request.headers[values: .cookie].flatMap { $0.split(separator: ";") }.compactMap {
            pair -> String? in
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].trimmingPrefix(while: \.isWhitespace) == rawValue else { return nil }
            return String(parts[1])
        }
        return found.count == 1 ? found[0] : nil
    }

    func token(in request: Request) -> SecretToken? { value(in: request).flatMap(SecretToken.init(text:)) }

    /// A field that sets the cookie until the browser closes.
    func setting(_ value: String) -> String { "\(rawValue)=\(value); Path=/; HttpOnly; Secure; SameSite=Lax" }

    /// A field that sets the cookie for some seconds.
    func setting(_ value: String, seconds: Int) -> String { setting(value) + "; Max-Age=\(seconds)" }

    var removal: String { "\(rawValue)=; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=0" }
}

extension Response {
    /// The response with one more `Set-Cookie`.
    func settingCookie(_ field: String) -> Response {
        var copy = self
        copy.headers.append(HTTPField(name: .setCookie, value: field))
        return copy
    }

    /// A redirect after a form (303).
    static func seeOther(_ address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address, .cacheControl: "no-store"])
    }
}

import HTTPTypes
public import Hummingbird

/// A cookie (RFC 6265bis) bound to host and path, unreadable for scripts, sent over TLS only.
public struct HostCookie: Sendable {
    /// Begins with `__Host-`, so that browsers hold to it.
    public let name: String

    public init(_ name: String) {
        self.name = name
    }

    /// The value in a request; nil when it is missing or there are several.
    public func value(in request: Request) -> String? {
        let found = request.headers[values: .cookie].flatMap { $0.split(separator: ";") }.compactMap {
            pair -> String? in
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].trimmingPrefix(while: \.isWhitespace) == name else { return nil }
            return String(parts[1])
        }
        return found.count == 1 ? found[0] : nil
    }

    /// A field that sets the cookie until the browser closes.
    public func setting(_ value: String) -> String { "\(name)=\(value); Path=/; HttpOnly; Secure; SameSite=Lax" }

    /// A field that sets the cookie for some seconds.
    public func setting(_ value: String, seconds: Int) -> String { setting(value) + "; Max-Age=\(seconds)" }

    public var removal: String { "\(name)=; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=0" }
}

extension Response {
    /// The response with one more `Set-Cookie`.
    public func settingCookie(_ field: String) -> Response {
        var copy = self
        copy.headers.append(HTTPField(name: .setCookie, value: field))
        return copy
    }

    /// A redirect after a form (303).
    public static func seeOther(_ address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address, .cacheControl: "no-store"])
    }
}

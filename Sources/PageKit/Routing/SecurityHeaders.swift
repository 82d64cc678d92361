import HTTPTypes
public import Hummingbird

/// Headers that every answer carries (OWASP Secure Headers).
public struct SecurityHeaders<Context: PageContext>: RouterMiddleware {
    /// Whether people reach the program by TLS, so that browsers may be told to insist on it (RFC 6797).
    private let isEncrypted: Bool

    public init(isEncrypted: Bool) {
        self.isEncrypted = isEncrypted
    }

    public func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        response.headers[.xContentTypeOptions] = "nosniff"
        if isEncrypted { response.headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
        for (name, value) in otherHeaders {
            if let name = HTTPField.Name(name), response.headers[name] == nil { response.headers[name] = value }
        }
        return response
    }
}

private let otherHeaders = [
    ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
]

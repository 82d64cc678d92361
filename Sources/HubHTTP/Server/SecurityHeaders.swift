import HTTPTypes
import Hummingbird

/// Headers that every answer carries (OWASP Secure Headers).
struct SecurityHeaders: RouterMiddleware {
    /// Whether people reach the hub by TLS, so that browsers may be told to insist on it (RFC 6797).
    let isEncrypted: Bool

    func handle(
        _ request: Request, context: HubContext, next: (Request, HubContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        response.headers[.xContentTypeOptions] = "nosniff"
        if isEncrypted { response.headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
        for (name, value) in Self.others {
            if let name = HTTPField.Name(name), response.headers[name] == nil { response.headers[name] = value }
        }
        return response
    }

    private static let others = [
        ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ]
}

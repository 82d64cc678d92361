import Foundation
import HTTPTypes
public import Hummingbird

/// Checks that a page of this program sent a form or a body of JSON (OWASP CSRF Prevention: a token bound to the session,
/// and the browser's own word of where the form stood).
public struct FormToken: Sendable {
    /// Whether an authority (host with or without port) names this program.
    private let isOwn: @Sendable (String?) -> Bool

    public init(isOwn: @escaping @Sendable (_ authority: String?) -> Bool) {
        self.isOwn = isOwn
    }

    /// Reads a form whose hidden field `_token`, or whose header `X-CSRF-Token`, holds the token.
    ///
    /// - Parameter isDiscreet: the page sends no referrer, so that browsers give `null` for its origin (Fetch Standard,
    ///   "append a request Origin header"); then they say by `Sec-Fetch-Site` whether the form stood on a page of the program.
    /// - Throws: `Problem`.
    public func form(
        of request: Request, token: String, isDiscreet: Bool = false, atMost limit: Int = FormFields.limit
    ) async throws -> FormFields {
        if isDiscreet, request.headers[.origin] == "null" {
            let site = request.headers[Self.fetchSite]
            guard site == nil || site == "same-origin" else { throw Self.foreignForm }
        } else {
            try checkOrigin(of: request)
        }
        let header = request.headers[Self.tokenHeader]
        let form = try await FormFields.read(request, atMost: limit)
        guard (header ?? form["_token"]) == token else { throw Self.foreignForm }
        return form
    }

    /// Checks that no page elsewhere sent a request with JSON in somebody's browser: browsers ask the server before they
    /// send such a media type across sites, and it allows nobody (OWASP CSRF Prevention, "custom request headers").
    ///
    /// - Throws: `Problem`.
    public func checkSender(of request: Request) throws {
        try checkOrigin(of: request)
        guard request.mediaType == "application/json" else {
            throw Problem(
                .unsupportedMediaType, "unsupported_media_type", zh: "请以 application/json 发送",
                en: "Send application/json")
        }
    }

    private func checkOrigin(of request: Request) throws {
        guard let origin = request.headers[.origin] else { return }
        guard let url = URL(string: origin),
            isOwn(url.host()?.contains(":") == true ? "[\(url.host() ?? "")]" : url.host())
        else { throw Self.foreignForm }
    }

    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .origin
    private static let tokenHeader = HTTPField.Name("X-CSRF-Token") ?? .authorization
    private static let foreignForm = Problem(
        .forbidden, "invalid_form", zh: "页面已过期，请返回重新打开后再提交",
        en: "The page is too old; open it again and send the form once more")
}

import Foundation
import HTTPTypes
import HubModel
import Hummingbird
import Identity
import PageKit

/// Notes where a request came from and turns away what is too much: of one address, or in one head.
struct RequestMiddleware: RouterMiddleware {
    let settings: HubHTTPSettings
    let rate: RequestRate
    let now: @Sendable () -> Date

    /// Bytes of all header fields together, and how many there may be.
    static let headerBytes = 16 << 10
    static let headerFields = 100

    func handle(
        _ request: Request, context: HubContext, next: (Request, HubContext) async throws -> Response
    ) async throws -> Response {
        let address = ClientAddress(trustedProxies: settings.trustedProxies).address(
            of: request, from: context.remoteAddress)
        let size = request.headers.reduce(0) { $0 + $1.name.rawName.utf8.count + $1.value.utf8.count }
        guard size <= Self.headerBytes, request.headers.count <= Self.headerFields,
            request.uri.string.utf8.count <= Self.headerBytes
        else {
            throw Problem(
                .requestHeaderFieldsTooLarge, "header_too_large", zh: "请求头太大，请清除浏览器 Cookie 后重试",
                en: "The request's head is too large; clear the browser's cookies and try again")
        }
        if let seconds = rate.wait(of: address, at: now().timeIntervalSince1970) {
            throw Problem.tooManyRequests(seconds: seconds)
        }
        var context = context
        context.origin = RequestOrigin(address: address, agent: request.headers[.userAgent] ?? "")
        context.language = OverviewRequest.language(of: request.uri.queryParameters["lang"].map { String($0) })
        context.hubAddress =
            settings.publicAddress.map { $0.absoluteString.trimmingSuffix("/") }
            ?? "http://\(request.head.authority ?? "localhost")"
        return try await next(request, context)
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}

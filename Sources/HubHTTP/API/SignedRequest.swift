import Directory
import FactLog
import HTTPTypes
import Hummingbird
import PageKit

/// Signatures of requests as the sync protocol asks for them.
enum SignedRequest {
    private static let digestField = ContentDigest.fieldName.lowercased()

    /// Reads the signature of a request on a route; the body is not touched.
    ///
    /// - Throws: `DirectoryError.badSignature`; `Problem` when a field that has to be covered is not there.
    static func signature(of request: Request, on route: Route) throws -> MessageSignature {
        var fields = route.signedFields
        if route.method == .post { fields.append(digestField) }
        return try signature(of: request, coveringFields: fields)
    }

    /// - Parameter fields: names of header fields in lower case.
    static func signature(of request: Request, coveringFields fields: [String]) throws -> MessageSignature {
        let signable = signable(request)
        var required = ["@method", "@path"] + fields
        if request.method == .get || request.method == .head || signable.hasQuery { required.append("@query") }
        do {
            return try MessageSignature(of: signable, covering: required)
        } catch {
            // Told apart: what is missing can be added, what does not fit has been changed on its way.
            if case .unresolvable(let name) = error, fields.contains(name), signable.field(name) == nil {
                throw Problem.unreadable("\(name) is missing")
            }
            throw DirectoryError.badSignature(reason: reason(error))
        }
    }

    private static func signable(_ request: Request) -> SignableRequest {
        SignableRequest(
            method: request.method.rawValue, target: request.head.path ?? "/", authority: request.head.authority,
            fields: request.headers.map { (name: $0.name.canonicalName, value: $0.value) })
    }

    private static func reason(_ error: MessageSignatureError) -> String {
        switch error {
        case .missing(let field): "\(field) is missing"
        case .unreadable(let field): "\(field) is a structured-field dictionary with the member xl (RFC 9421)"
        case .parameter(let name): "the signature parameter \(name) is missing or not the protocol's"
        case .uncovered(let name): "the signature does not cover \(name)"
        case .duplicate(let name): "the signature covers \(name) twice"
        case .unresolvable(let name): "the signature covers \(name), which the request does not have"
        }
    }
}

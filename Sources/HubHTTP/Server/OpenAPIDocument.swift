import FactLog
import Foundation
import HTTPTypes
import PageKit

/// The OpenAPI 3.1 document, made from the route table.
enum OpenAPIDocument {
    /// JSON text with sorted keys.
    static func json(of routes: [Route]) throws -> [UInt8] {
        var paths: [String: [String: Any]] = [:]
        for route in routes where route.path.hasPrefix("/api/") || route.path.hasPrefix("/health/") {
            paths[route.path, default: [:]][route.method.rawValue.lowercased()] = try operation(route)
        }
        let document: [String: Any] = [
            "openapi": "3.1.0",
            "info": ["title": "心联 Xinlian hub", "version": "1"],
            "paths": paths,
            "components": [
                "securitySchemes": [
                    "station": stationScheme,
                    "session": ["type": "apiKey", "in": "cookie", "name": HubCookie.session.rawValue],
                ],
                "schemas": ["Problem": problemSchema],
            ],
        ]
        return Array(
            try JSONSerialization.data(withJSONObject: document, options: [.sortedKeys, .withoutEscapingSlashes]))
    }

    private static func operation(_ route: Route) throws -> [String: Any] {
        var responses: [String: Any] = [
            "200": ["description": "OK", "content": [route.answer.mediaType: try media(route.answer)]]
        ]
        let policyProblems: [Int] =
            switch route.policy {
            case .open: [429]
            case .signIn, .link: [403, 404, 429]
            case .station: [401, 429]
            case .people: [401, 403, 404, 429]
            }
        for status in Set(route.problems + policyProblems + [431, 500, 503]) {
            responses["\(status)"] = [
                "description": "Problem",
                "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
            ]
        }
        var operation: [String: Any] = [
            "summary": route.summary, "responses": responses, "x-policy": route.policy.summary,
        ]
        switch route.policy {
        case .open, .signIn, .link: break
        case .station: operation["security"] = [["station": [String]()]]
        case .people: operation["security"] = [["session": [String]()]]
        }
        if !route.parameters.isEmpty { operation["parameters"] = try route.parameters.map(parameter) }
        if let request = route.request {
            operation["requestBody"] = ["required": true, "content": [request.mediaType: try media(request)]]
        }
        return operation
    }

    private static func parameter(_ parameter: RouteParameter) throws -> [String: Any] {
        [
            "name": parameter.name, "in": parameter.place.rawValue,
            "required": parameter.isRequired || parameter.place == .path, "description": parameter.summary,
            "schema": try JSONSerialization.jsonObject(with: Data(parameter.schema.utf8)),
        ]
    }

    private static func media(_ content: RouteContent) throws -> [String: Any] {
        guard let schema = content.schema else { return ["schema": ["type": "string"]] }
        return ["schema": try JSONSerialization.jsonObject(with: Data(schema.utf8))]
    }

    /// OpenAPI has no type for signatures; the header field is the closest.
    private static var stationScheme: [String: Any] {
        [
            "type": "apiKey", "in": "header", "name": MessageSignature.fieldName,
            "description": """
            HTTP Message Signatures (RFC 9421) with Ed25519 under the label xl, with created, keyid and alg. \
            Covers @method, @path, @query (of every GET), content-digest (of every body), xinlian-batch (of batches).
            """,
        ]
    }

    private static var problemSchema: [String: Any] {
        [
            "type": "object", "required": ["type", "title", "status", "code"],
            "properties": [
                "type": ["type": "string"], "title": ["type": "string"], "titleZh": ["type": "string"],
                "titleEn": ["type": "string"], "status": ["type": "integer"], "code": ["type": "string"],
                "detail": ["type": "string"],
            ],
        ]
    }
}

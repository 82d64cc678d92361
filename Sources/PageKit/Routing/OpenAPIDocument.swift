import Foundation
import HTTPTypes

/// The OpenAPI 3.1 document, made from the route table.
public enum OpenAPIDocument {
    /// JSON text with sorted keys.
    ///
    /// - Parameters:
    ///   - prefixes: how the paths begin that programs call; pages for people are left out.
    ///   - securitySchemes: the schemes that policies name, as JSON objects (OpenAPI 3.1, "Security Scheme Object").
    public static func json<Context>(
        of routes: [Route<Context>], title: String, below prefixes: [String],
        securitySchemes: [String: [String: String]]
    ) throws -> [UInt8] {
        var paths: [String: [String: Any]] = [:]
        for route in routes where prefixes.contains(where: route.path.hasPrefix) {
            paths[route.path, default: [:]][route.method.rawValue.lowercased()] = try operation(route)
        }
        let document: [String: Any] = [
            "openapi": "3.1.0",
            "info": ["title": title, "version": "1"],
            "paths": paths,
            "components": ["securitySchemes": securitySchemes, "schemas": ["Problem": problemSchema]],
        ]
        return Array(
            try JSONSerialization.data(withJSONObject: document, options: [.sortedKeys, .withoutEscapingSlashes]))
    }

    private static func operation<Context>(_ route: Route<Context>) throws -> [String: Any] {
        var responses: [String: Any] = [
            "200": ["description": "OK", "content": [route.answer.mediaType: try media(route.answer)]]
        ]
        for status in Set(route.problems + route.policy.problems + [431, 500, 503]) {
            responses["\(status)"] = [
                "description": "Problem",
                "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
            ]
        }
        var operation: [String: Any] = [
            "summary": route.summary, "responses": responses, "x-policy": route.policy.summary,
        ]
        if let scheme = route.policy.securityScheme { operation["security"] = [[scheme: [String]()]] }
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

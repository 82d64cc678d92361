import Foundation
import HubModel

/// JSON Schemas of answers, derived from their types: what JSON of a value with these stored properties looks like.
enum JSONSchema {
    /// - Parameter type: encodes its stored properties under their own names.
    static func text(of type: any Encodable.Type) -> String {
        let data = try? JSONSerialization.data(withJSONObject: schema(of: type), options: .sortedKeys)
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private static func schema(of type: Any.Type) -> [String: Any] {
        switch type {
        case is String.Type: ["type": "string"]
        case is Bool.Type: ["type": "boolean"]
        case is Double.Type: ["type": "number"]
        case is any BinaryInteger.Type: ["type": "integer"]
        case is UUID.Type: ["type": "string", "format": "uuid"]
        case is CivilDate.Type: ["type": "string", "format": "date"]
        case is Date.Type: ["type": "string", "format": "date-time"]
        case let codes as any (CaseIterable & RawRepresentable).Type: ["enum": words(codes)]
        case is any RawRepresentable<String>.Type: ["type": "string"]
        default: composite(type)
        }
    }

    private static func composite(_ type: Any.Type) -> [String: Any] {
        if let element = ModelShape.element(of: type) { return ["type": "array", "items": schema(of: element)] }
        if let value = ModelShape.value(of: type) {
            return ["type": "object", "additionalProperties": schema(of: value)]
        }
        let properties = ModelShape.properties(of: type)
        guard !properties.isEmpty else { return [:] }
        let required = properties.filter { ModelShape.wrapped(in: $0.type) == nil }.map(\.name)
        var schema: [String: Any] = [
            "type": "object",
            "properties": Dictionary(
                uniqueKeysWithValues: properties.map { name, type in
                    (name, Self.schema(of: ModelShape.wrapped(in: type) ?? type))
                }),
        ]
        if !required.isEmpty { schema["required"] = required.sorted() }
        return schema
    }

    private static func words<Codes: CaseIterable & RawRepresentable>(_: Codes.Type) -> [String] {
        Codes.allCases.compactMap { $0.rawValue as? String }
    }
}

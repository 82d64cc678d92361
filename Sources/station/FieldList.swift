import ArgumentParser
import Foundation

/// `name=value` pairs as a JSON object: numbers, true, false, null, objects and lists as such, the rest as text.
struct FieldList {
    private let pairs: [(name: String, value: String)]

    init(_ fields: [String]) throws {
        pairs = try fields.map { field in
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else { throw ValidationError("'\(field)' is not name=value") }
            return (String(parts[0]), String(parts[1]))
        }
    }

    func json() throws -> String {
        var object: [String: Any] = [:]
        for pair in pairs {
            let parsed = try? JSONSerialization.jsonObject(with: Data(pair.value.utf8), options: [.fragmentsAllowed])
            object[pair.name] = parsed ?? pair.value
        }
        return String(decoding: try JSONSerialization.data(withJSONObject: object, options: .sortedKeys), as: UTF8.self)
    }
}

import Foundation
import HubModel
import Testing

@testable import PageKit

/// Schemas out of the types that are answered with.
@Suite struct JSONSchemaTests {
    private enum State: String, Encodable, CaseIterable { case open, closed }

    private struct Line: Encodable {
        let day: CivilDate
        let fen: Int64
    }

    private struct Answer: Encodable {
        let id: UUID
        let at: Date
        let name: String?
        let state: State
        let isOpen: Bool
        let lines: [Line]
        let names: [String: String]
    }

    @Test func everyKindOfPropertyHasItsSchema() throws {
        let text = JSONSchema.text(of: [Answer].self)
        let array = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let schema = try #require(array["items"] as? [String: Any])
        #expect(schema["required"] as? [String] == ["at", "id", "isOpen", "lines", "names", "state"])
        let properties = try #require(schema["properties"] as? [String: [String: Any]])
        #expect(properties["id"] as? [String: String] == ["type": "string", "format": "uuid"])
        #expect(properties["at"] as? [String: String] == ["type": "string", "format": "date-time"])
        #expect(properties["name"] as? [String: String] == ["type": "string"])
        #expect(properties["state"] as? [String: [String]] == ["enum": ["open", "closed"]])
        #expect(properties["isOpen"] as? [String: String] == ["type": "boolean"])
        #expect(properties["names"]?["type"] as? String == "object")
        let line = try #require(properties["lines"]?["items"] as? [String: Any])
        #expect(line["required"] as? [String] == ["day", "fen"])
        let parts = try #require(line["properties"] as? [String: [String: String]])
        #expect(parts == ["day": ["type": "string", "format": "date"], "fen": ["type": "integer"]])
    }
}

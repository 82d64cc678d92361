import FactLog
import HubModel

/// Reads the members of one JSON object and says what is wrong with them.
struct FieldReader {
    let fields: JSONFields
    let object: JSONFields.Value
    /// The path of the object, for messages: empty or ending in a dot.
    let path: StaticString

    init(fields: JSONFields, object: JSONFields.Value, path: StaticString = "") throws(InvalidFact) {
        guard fields.kind(object) == .object else {
            throw InvalidFact(.wrongType, path.utf8CodeUnitCount == 0 ? "data is an object" : "\(path) is an object")
        }
        self.fields = fields
        self.object = object
        self.path = path
    }

    private func name(_ name: StaticString) -> String { "\(path)\(name)" }

    /// A member that must be there, null allowed.
    func value(_ name: StaticString) throws(InvalidFact) -> JSONFields.Value {
        guard let value = fields.member(name, of: object) else {
            throw InvalidFact(.missingField, "\(self.name(name)) is missing")
        }
        return value
    }

    /// A member that is there and not null.
    func optional(_ name: StaticString) -> JSONFields.Value? {
        guard let value = fields.member(name, of: object), fields.kind(value) != .null else { return nil }
        return value
    }

    func inner(_ name: StaticString, path: StaticString) throws(InvalidFact) -> FieldReader {
        try FieldReader(fields: fields, object: try value(name), path: path)
    }

    /// A text of 1 to `limit` bytes.
    func text(_ name: StaticString, limit: Int = FactLimits.codeBytes) throws(InvalidFact) -> String {
        try text(value(name), name, limit)
    }

    func optionalText(_ name: StaticString, limit: Int = FactLimits.textBytes) throws(InvalidFact) -> String? {
        guard let value = optional(name) else { return nil }
        return try text(value, name, limit)
    }

    private func text(_ value: JSONFields.Value, _ name: StaticString, _ limit: Int) throws(InvalidFact) -> String {
        guard let text = fields.text(value) else { throw InvalidFact(.wrongType, "\(self.name(name)) is a string") }
        guard (1...limit).contains(text.utf8.count) else {
            throw InvalidFact(.outOfRange, "\(self.name(name)) has 1 to \(limit) bytes")
        }
        return text
    }

    func integer(_ name: StaticString, in range: ClosedRange<Int64>) throws(InvalidFact) -> Int64 {
        try integer(value(name), name, range)
    }

    func optionalInteger(_ name: StaticString, in range: ClosedRange<Int64>) throws(InvalidFact) -> Int64? {
        guard let value = optional(name) else { return nil }
        return try integer(value, name, range)
    }

    private func integer(
        _ value: JSONFields.Value, _ name: StaticString, _ range: ClosedRange<Int64>
    ) throws(InvalidFact) -> Int64 {
        guard fields.kind(value) == .number, let number = fields.integer(value) else {
            throw InvalidFact(.wrongType, "\(self.name(name)) is an integer")
        }
        guard range.contains(number) else {
            throw InvalidFact(.outOfRange, "\(self.name(name)) is from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func boolean(_ name: StaticString) throws(InvalidFact) -> Bool {
        switch fields.kind(try value(name)) {
        case .true: true
        case .false: false
        default: throw InvalidFact(.wrongType, "\(self.name(name)) is true or false")
        }
    }

    /// One of the raw values of an enumeration.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: StaticString, of type: Choice.Type = Choice.self
    ) throws(InvalidFact) -> Choice {
        guard let choice = Choice(rawValue: try text(name)) else {
            let allowed = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw InvalidFact(.unknownValue, "\(self.name(name)) is one of \(allowed)")
        }
        return choice
    }

    /// A day `YYYY-MM-DD`.
    func optionalDay(_ name: StaticString) throws(InvalidFact) -> CivilDate? {
        guard let value = optional(name) else { return nil }
        guard fields.kind(value) == .string else { throw InvalidFact(.wrongType, "\(self.name(name)) is a day") }
        guard let day = CivilDate(utf8: fields.raw(value)) else {
            throw InvalidFact(.impossibleDate, "\(self.name(name)) is a day YYYY-MM-DD that exists")
        }
        return day
    }

    /// An array of texts.
    func texts(_ name: StaticString) throws(InvalidFact) -> [String] {
        let array = try value(name)
        guard fields.kind(array) == .array else { throw InvalidFact(.wrongType, "\(self.name(name)) is an array") }
        var texts: [String] = []
        var allTexts = true
        fields.forEachElement(of: array) { element in
            if let text = fields.text(element) { texts.append(text) } else { allTexts = false }
        }
        guard allTexts else { throw InvalidFact(.wrongType, "\(self.name(name)) holds strings") }
        return texts
    }

    /// An array of objects, each given to `body`.
    func eachObject(
        _ name: StaticString, path: StaticString, _ body: (FieldReader) throws(InvalidFact) -> Void
    ) throws(InvalidFact) {
        let array = try value(name)
        guard fields.kind(array) == .array else { throw InvalidFact(.wrongType, "\(self.name(name)) is an array") }
        var elements: [JSONFields.Value] = []
        fields.forEachElement(of: array) { elements.append($0) }
        for element in elements { try body(FieldReader(fields: fields, object: element, path: path)) }
    }
}

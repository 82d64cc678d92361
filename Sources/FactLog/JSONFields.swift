import Foundation

/// Reads members of a JSON object by name from its tokens.
public struct JSONFields {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let tokens: [JSONTokens.Token]

    /// The whole value of `tokens`, which were read from `bytes`.
    public init(tokens: JSONTokens, bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        self.tokens = tokens.tokens
    }

    /// A value inside the tokens.
    public struct Value: Sendable {
        let index: Int
    }

    public var root: Value { Value(index: 0) }

    public func kind(_ value: Value) -> JSONTokens.Kind { tokens[value.index].kind }

    /// The bytes of a value as they stand.
    public func raw(_ value: Value) -> UnsafeBufferPointer<UInt8>.SubSequence {
        let token = tokens[value.index]
        return bytes[Int(token.start)..<Int(token.end)]
    }

    /// The value of a member; nil when the object has none of the name, or it isn't an object.
    public func member(_ name: StaticString, of object: Value) -> Value? {
        let token = tokens[object.index]
        guard token.kind == .object else { return nil }
        var index = object.index + 1
        while index < token.next {
            if isKey(index, name) { return Value(index: index + 1) }
            index = Int(tokens[index + 1].next)
        }
        return nil
    }

    private func isKey(_ index: Int, _ name: StaticString) -> Bool {
        let token = tokens[index]
        if token.escaped { return JSONText.decoded(token, in: bytes) == name.description }
        let count = name.utf8CodeUnitCount
        guard Int(token.end - token.start) == count else { return false }
        let start = Int(token.start)
        for offset in 0..<count where bytes[start + offset] != name.utf8Start[offset] { return false }
        return true
    }

    /// Keys and values of an object in order.
    public func members(of object: Value) -> [(key: String, value: Value)] {
        let token = tokens[object.index]
        guard token.kind == .object else { return [] }
        var members: [(key: String, value: Value)] = []
        var index = object.index + 1
        while index < token.next {
            members.append((JSONText.decoded(tokens[index], in: bytes), Value(index: index + 1)))
            index = Int(tokens[index + 1].next)
        }
        return members
    }

    /// The values of an object that has exactly these members in this order; nil for any other.
    func values(of object: Value, named names: [StaticString]) -> [Value]? {
        let token = tokens[object.index]
        guard token.kind == .object else { return nil }
        var values: [Value] = []
        values.reserveCapacity(names.count)
        var index = object.index + 1
        while index < token.next {
            guard values.count < names.count, isKey(index, names[values.count]) else { return nil }
            values.append(Value(index: index + 1))
            index = Int(tokens[index + 1].next)
        }
        return values.count == names.count ? values : nil
    }

    /// Calls `body` with each element of an array in order.
    public func forEachElement(of array: Value, _ body: (Value) -> Void) {
        let token = tokens[array.index]
        guard token.kind == .array else { return }
        var index = array.index + 1
        while index < token.next {
            body(Value(index: index))
            index = Int(tokens[index].next)
        }
    }

    /// The text of a string; nil for any other kind.
    public func text(_ value: Value) -> String? {
        let token = tokens[value.index]
        guard token.kind == .string else { return nil }
        return JSONText.decoded(token, in: bytes)
    }

    /// The UUID that a string holds (RFC 9562, section 4); nil for any other text or kind.
    func uuid(_ value: Value) -> UUID? {
        let token = tokens[value.index]
        guard token.kind == .string else { return nil }
        if token.escaped { return UUID(uuidString: JSONText.decoded(token, in: bytes)) }
        return UUID(hexadecimal: raw(value))
    }

    /// The number when it is written as an integer within Int64; nil for any other kind or form.
    public func integer(_ value: Value) -> Int64? {
        let token = tokens[value.index]
        guard token.kind == .number else { return nil }
        var position = Int(token.start)
        let negative = bytes[position] == UInt8(ascii: "-")
        if negative { position += 1 }
        var number: Int64 = 0
        while position < token.end {
            let digit = bytes[position]
            guard (0x30...0x39).contains(digit) else { return nil }
            let (product, productOverflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, sumOverflow) = product.addingReportingOverflow(Int64(digit - 0x30))
            guard !productOverflow, !sumOverflow else { return nil }
            number = sum
            position += 1
        }
        return negative ? -number : number
    }
}

public import Foundation

/// The server's binary form of `numeric`: digits to the base 10,000, the weight of the first, sign and scale.
enum NumericText {
    private static let negative: UInt16 = 0x4000

    static func decode(_ bytes: UnsafeRawBufferPointer) throws(CellError) -> String {
        var reader = CellReader(bytes)
        let count = Int(try reader.number() as Int16)
        let weight = Int(try reader.number() as Int16)
        let sign: UInt16 = try reader.number()
        let scale = Int(try reader.number() as Int16)
        switch sign {
        case 0xC000: return "NaN"
        case 0xD000: return "Infinity"
        case 0xF000: return "-Infinity"
        case 0, negative: break
        default: throw .malformed
        }
        guard count >= 0, scale >= 0 else { throw .malformed }
        var digits: [Int16] = []
        for _ in 0..<count { digits.append(try reader.number()) }
        return (sign == negative ? "-" : "") + text(digits, weight: weight, scale: scale)
    }

    private static func text(_ digits: [Int16], weight: Int, scale: Int) -> String {
        func group(_ index: Int) -> String {
            let value = digits.indices.contains(index) ? Int(digits[index]) : 0
            let text = String(value)
            return String(repeating: "0", count: 4 - text.count) + text
        }
        var whole = weight < 0 ? "0" : (0...weight).map(group).joined()
        whole = String(whole.drop { $0 == "0" })
        if whole.isEmpty { whole = "0" }
        if scale == 0 { return whole }
        let fraction = (0..<(scale + 3) / 4).map { group(weight + 1 + $0) }.joined()
        return whole + "." + fraction.prefix(scale)
    }

    /// - Parameter text: an optional sign, digits, an optional point and digits.
    static func encode(_ text: String, into buffer: inout BinaryBuffer) {
        var rest = Substring(text)
        let isNegative = rest.first == "-"
        if isNegative { rest = rest.dropFirst() }
        let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let whole = Array(parts[0].utf8)
        let fraction = parts.count > 1 ? Array(parts[1].utf8) : []
        let leading = (4 - whole.count % 4) % 4
        let trailing = (4 - fraction.count % 4) % 4
        let zero = UInt8(ascii: "0")
        let all =
            Array(repeating: zero, count: leading) + whole + fraction + Array(repeating: zero, count: trailing)
        var groups = stride(from: 0, to: all.count, by: 4).map { start in
            all[start..<start + 4].reduce(Int16(0)) { $0 * 10 + Int16($1 - zero) }
        }
        var weight = (leading + whole.count) / 4 - 1
        while groups.first == 0 {
            groups.removeFirst()
            weight -= 1
        }
        while groups.last == 0 { groups.removeLast() }
        buffer.append(Int16(groups.count))
        buffer.append(Int16(groups.isEmpty ? 0 : weight))
        buffer.append(isNegative && !groups.isEmpty ? negative : 0)
        buffer.append(Int16(fraction.count))
        for group in groups { buffer.append(group) }
    }

    static func encodeNaN(into buffer: inout BinaryBuffer) {
        buffer.append(Int16(0))
        buffer.append(Int16(0))
        buffer.append(UInt16(0xC000))
        buffer.append(Int16(0))
    }
}

extension Decimal: PostgresCodable {
    public static var postgresType: PostgresType { .numeric }

    public func encode(into buffer: inout BinaryBuffer) {
        if isNaN {
            NumericText.encodeNaN(into: &buffer)
        } else {
            NumericText.encode(description, into: &buffer)
        }
    }

    /// Infinities, and numbers of more than 38 significant digits, are beyond a `Decimal` and do not decode; read
    /// those as `String`.
    public static func decode(_ cell: Cell) throws(CellError) -> Decimal {
        let bytes = try cell.value()
        guard cell.type == .numeric || cell.type == .unspecified else { throw .typeMismatch }
        let text = try NumericText.decode(bytes)
        if text == "NaN" { return .nan }
        let significant = text.filter(\.isNumber).drop { $0 == "0" }.count
        guard significant <= 38, let value = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")) else {
            throw .outOfRange
        }
        return value
    }
}

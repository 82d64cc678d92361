public import Foundation

/// A `jsonb` value as UTF-8 text.
public struct JSONB: Sendable, Hashable {
    public let utf8: [UInt8]

    public init(utf8: [UInt8]) {
        self.utf8 = utf8
    }

    /// - Parameter text: JSON; the server refuses anything else.
    public init(text: String) {
        self.utf8 = Array(text.utf8)
    }

    /// Encodes with sorted keys, dates as ISO 8601 unless an encoder is given.
    public init(encoding value: some Encodable, encoder: JSONEncoder? = nil) throws {
        let standard = JSONEncoder()
        standard.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        standard.dateEncodingStrategy = .iso8601
        self.utf8 = Array(try (encoder ?? standard).encode(value))
    }

    public var text: String { String(decoding: utf8, as: UTF8.self) }

    /// Decodes dates as ISO 8601 unless a decoder is given.
    public func decode<Value: Decodable>(as type: Value.Type, decoder: JSONDecoder? = nil) throws -> Value {
        let standard = JSONDecoder()
        standard.dateDecodingStrategy = .iso8601
        return try (decoder ?? standard).decode(type, from: Data(utf8))
    }

    /// The text of a `jsonb` or `json` cell; the binary form of `jsonb` begins with a version byte.
    static func text(of cell: Cell) throws(CellError) -> UnsafeRawBufferPointer {
        let bytes = try cell.value()
        switch cell.type {
        case .json: return bytes
        case .jsonb, .unspecified:
            guard bytes.first == 1 else { throw .malformed }
            return UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
        default: throw .typeMismatch
        }
    }
}

extension JSONB: PostgresCodable {
    public static var postgresType: PostgresType { .jsonb }

    public func encode(into buffer: inout BinaryBuffer) {
        buffer.append(UInt8(1))
        buffer.append(contentsOf: utf8)
    }

    public static func decode(_ cell: Cell) throws(CellError) -> JSONB {
        JSONB(utf8: [UInt8](try text(of: cell)))
    }
}

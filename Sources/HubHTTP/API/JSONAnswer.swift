import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Answers in JSON: members sorted, times in RFC 3339.
enum JSONAnswer {
    static func response(_ value: some Encodable) throws -> Response { response(text: try text(of: value)) }

    static func text(of value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func response(text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

/// Numbers in the query.
enum QueryNumber {
    /// - Throws: `Problem` when it is there and not an integer of the range.
    static func read(_ name: Substring, of request: Request, in range: ClosedRange<Int64>) throws -> Int64? {
        guard let text = request.uri.queryParameters[name] else { return nil }
        guard let number = Int64(text), range.contains(number) else {
            throw Problem(
                .badRequest, "invalid_parameter", zh: "参数 \(name) 应为 \(range.lowerBound) 至 \(range.upperBound) 的整数",
                en: "\(name) is an integer from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}

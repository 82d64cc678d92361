import Foundation
import HTTPTypes
public import Hummingbird
import NIOCore

/// Answers in JSON: members sorted, times in RFC 3339.
public enum JSONAnswer {
    public static func response(_ value: some Encodable) throws -> Response { response(text: try text(of: value)) }

    public static func text(of value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    public static func response(text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

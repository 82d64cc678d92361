import Foundation
public import HTTPTypes
public import HubModel
public import Hummingbird
import NIOCore

/// An error as clients see it: `application/problem+json` (RFC 9457) with a stable code and a title in both languages.
///
/// The text says what to do next; it never holds database text or personal data.
public struct Problem: Error, HTTPResponseError {
    /// A value of an extension member.
    public enum Value: Sendable, Equatable {
        case text(String)
        case number(Int64)
        case texts([String])
    }

    public var status: HTTPResponse.Status
    public var code: String
    public var title: LocalizedText
    public var detail: String?
    public var extensions: [String: Value]
    public var headers: HTTPFields

    public init(
        _ status: HTTPResponse.Status, _ code: String, zh: String, en: String, detail: String? = nil,
        extensions: [String: Value] = [:], headers: HTTPFields = [:]
    ) {
        self.status = status
        self.code = code
        title = LocalizedText(zh: zh, en: en)
        self.detail = detail
        self.extensions = extensions
        self.headers = headers
    }

    public func response(from request: Request, context: some RequestContext) throws -> Response {
        var headers = headers
        headers[.contentType] = "application/problem+json"
        headers[.cacheControl] = "no-store"
        return Response(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: Array(try encoded()))))
    }

    private func encoded() throws -> Data {
        var members: [String: Member] = [
            "type": .text("urn:xinlian:problem:\(code)"), "title": .text("\(title.zh) / \(title.en)"),
            "titleZh": .text(title.zh), "titleEn": .text(title.en), "status": .number(Int64(status.code)),
            "code": .text(code),
        ]
        members["detail"] = .text(detail ?? title.en)
        for (name, value) in extensions { members[name] = Member(value) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(members)
    }

    private enum Member: Encodable {
        case text(String)
        case number(Int64)
        case texts([String])

        init(_ value: Value) {
            switch value {
            case .text(let text): self = .text(text)
            case .number(let number): self = .number(number)
            case .texts(let texts): self = .texts(texts)
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            case .texts(let texts): try container.encode(texts)
            }
        }
    }
}

extension Problem {
    public static func notFound() -> Problem {
        Problem(.notFound, "not_found", zh: "没有这个地址，请检查网址", en: "There is nothing at this address; check it")
    }

    public static func unreadable(_ detail: String, line: Int? = nil) -> Problem {
        Problem(
            .badRequest, "unreadable", zh: "内容无法读取，请按同步协议修正后重发",
            en: "The content can't be read; correct it as the protocol says and send again", detail: detail,
            extensions: line.map { ["line": .number(Int64($0))] } ?? [:])
    }
}

import Foundation
public import Hummingbird
import NIOCore

/// What a form sent (`application/x-www-form-urlencoded`, URL Standard, section 5).
public struct FormFields: Sendable, Equatable {
    private let values: [String: [String]]

    /// Largest form in bytes, unless a route takes more than a few lines of text.
    public static let limit = 64 << 10

    public init(_ text: String = "") {
        var values: [String: [String]] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]), let value = parts.count > 1 ? Self.decoded(parts[1]) : "" else {
                continue
            }
            values[name, default: []].append(value)
        }
        self.values = values
    }

    /// A field that may stand once; nil when it is missing or there are several.
    public subscript(_ name: String) -> String? {
        guard let found = values[name], found.count == 1 else { return nil }
        return found[0]
    }

    /// All values of a field that may stand several times, such as boxes that are ticked.
    public func all(_ name: String) -> [String] { values[name] ?? [] }

    private static func decoded(_ text: Substring) -> String? {
        text.replacing("+", with: " ").removingPercentEncoding
    }

    /// Reads a form out of a request's body.
    ///
    /// - Throws: `Problem` when it is no form or too large.
    public static func read(_ request: Request, atMost limit: Int = limit) async throws -> FormFields {
        let mediaType = request.mediaType
        guard mediaType == nil || mediaType == "application/x-www-form-urlencoded" else {
            throw Problem(
                .unsupportedMediaType, "unsupported_media_type", zh: "请通过页面上的表单提交", en: "Use the form on the page")
        }
        var bytes: [UInt8] = []
        for try await buffer in request.body {
            guard bytes.count + buffer.readableBytes <= limit else {
                throw Problem(
                    .contentTooLarge, "too_large", zh: "填写的内容太长，请缩短", en: "What was typed is too long; shorten it")
            }
            bytes.append(contentsOf: buffer.readableBytesView)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Problem(
                .badRequest, "unreadable", zh: "表单内容无法读取，请重新填写", en: "The form can't be read; fill it in again")
        }
        return FormFields(text)
    }
}

extension Request {
    /// The media type of the body without its parameters, in lower case; nil when none is named.
    public var mediaType: String? {
        headers[.contentType]?.split(separator: ";").first?.trimmingCharacters(in: .whitespaces).lowercased()
    }
}

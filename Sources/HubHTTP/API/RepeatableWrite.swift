import Foundation
import HTTPTypes
import HubRuntime
import Hummingbird
import Identity
import PageKit

/// Writes of the JSON API that may be sent again: each is done once for its `Idempotency-Key` and answered alike.
struct RepeatableWrite: Sendable {
    let answered: ReadAnswer
    let now: @Sendable () -> Date

    static let header = RouteParameter(
        fieldName, in: .header, required: true, schema: #"{"type":"string","pattern":"^[!-~]{1,200}$"}"#,
        "Made by the client once for each thing it wants done; sent again with the same content it is answered as before"
    )
    /// Statuses of problem documents beside those of the thing that is done.
    static let problems = [400, 403, 413, 415, 422]

    private static let fieldName = "Idempotency-Key"
    private static let bodyLimit = 64 << 10

    /// Reads what is asked, does it unless it was done already, and answers.
    ///
    /// - Parameter work: does it, and keeps the answer by the key in the same transaction.
    /// - Throws: `Problem`; what `work` throws.
    func callAsFunction<Body: Decodable>(
        _ request: Request, _ context: HubContext, _ type: Body.Type,
        _ work: (Body, RequestKey) async throws -> Void
    ) async throws -> Response {
        let person = try context.person()
        let buffer = try await request.body.collect(upTo: Self.bodyLimit)
        let bytes = Array(buffer.readableBytesView)
        guard let name = HTTPField.Name(Self.fieldName), let text = request.headers[name],
            let key = RequestKey(
                text, of: Array("\(request.method.rawValue) \(request.uri.path)\n".utf8) + bytes, by: person.asActing,
                at: now())
        else {
            throw Problem(
                .badRequest, "invalid_idempotency_key", zh: "请求头 Idempotency-Key 应为 1 至 200 个可见的 ASCII 字符",
                en: "The header Idempotency-Key has 1 to 200 visible characters of ASCII")
        }
        let body: Body = try JSONBody.decode(bytes)
        if let answer = try await answered(key, as: person.principal) { return JSONAnswer.response(text: answer) }
        do {
            try await work(body, key)
        } catch RequestKeyError.answered {
            // The same request was faster by another way.
        }
        guard let answer = try await answered(key, as: person.principal) else {
            throw Problem(
                .serviceUnavailable, "unavailable", zh: "服务暂时不可用，请稍后用同一 Idempotency-Key 重试",
                en: "The service is not available for the moment; try again with the same Idempotency-Key",
                headers: Problem.retry(after: 1))
        }
        return JSONAnswer.response(text: answer)
    }
}

extension Problem {
    init(_ error: RequestKeyError) {
        self = Problem(
            .unprocessableContent, "idempotency_key_reused", zh: "这个 Idempotency-Key 已用于另一请求，请换一个",
            en: "This Idempotency-Key was used for another request; make another one")
    }
}

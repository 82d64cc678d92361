import FactLog
import Foundation

/// Single requests of the sync protocol and what their answers mean.
struct HubExchange: Sendable {
    let transport: any SyncTransport
    let credential: StationCredential
    let now: @Sendable () -> Date

    /// What became of a batch.
    enum BatchAnswer: Sendable {
        case receipt(SyncReceipt)
        case gap
        case tooLarge
    }

    /// - Throws: ``SyncTrouble``.
    func send(_ batch: OutgoingBatch) async throws -> BatchAnswer {
        var request = SyncRequest(method: .post, path: "/api/v1/sync/batches", body: batch.body)
        request.headers = [
            (name: "Content-Type", value: "application/x-ndjson"),
            (name: BatchDescription.fieldName, value: batch.description.fieldValue),
            (name: ContentDigest.fieldName, value: ContentDigest.fieldValue(of: batch.body)),
        ]
        let response = try await answer(to: request)
        switch response.status {
        case 200: return .receipt(try decode(response))
        case 409 where problem(response).code == "gap": return .gap
        case 413: return .tooLarge
        default: throw trouble(response)
        }
    }

    /// - Throws: ``SyncTrouble``.
    func state() async throws -> HubState {
        let response = try await answer(to: SyncRequest(method: .get, path: "/api/v1/sync/state"))
        guard response.status == 200 else { throw trouble(response) }
        return try decode(response)
    }

    /// - Throws: ``SyncTrouble``.
    func changes(after cursor: Int64, limit: Int) async throws -> ChangesPage {
        let path = "/api/v1/sync/changes?cursor=\(cursor)&limit=\(limit)"
        let response = try await answer(to: SyncRequest(method: .get, path: path))
        guard response.status == 200 else { throw trouble(response) }
        guard let page = ChangesPage(response.body) else { throw SyncTrouble.unexpectedAnswer(status: 200) }
        return page
    }

    private func answer(to request: SyncRequest) async throws -> SyncResponse {
        var request = request
        do {
            try credential.authorize(&request)
        } catch let error as StationCredentialError {
            throw SyncTrouble.credential(error)
        }
        do {
            return try await transport.send(request)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw SyncTrouble.noConnection
        }
    }

    private func decode<Value: Decodable>(_ response: SyncResponse) throws -> Value {
        guard let value = try? JSONDecoder().decode(Value.self, from: Data(response.body)) else {
            throw SyncTrouble.unexpectedAnswer(status: response.status)
        }
        return value
    }

    private func problem(_ response: SyncResponse) -> HubProblem {
        (try? JSONDecoder().decode(HubProblem.self, from: Data(response.body))) ?? HubProblem()
    }

    private func trouble(_ response: SyncResponse) -> SyncTrouble {
        let problem = problem(response)
        if problem.code == "bad_digest" { return .damagedOnTheWay }
        // A proxy on the way may answer with any page; only the protocol's own codes stop the station.
        if let refusal = SyncTrouble.refusal(problem) { return refusal }
        switch response.status {
        case 429, 503:
            guard let wish = retryAfterSeconds(response) else { return .hubError(status: response.status) }
            return .busy(seconds: wish)
        case 408, 425, 500...: return .hubError(status: response.status)
        default: return .unexpectedAnswer(status: response.status)
        }
    }

    /// `Retry-After` as seconds or as a date (RFC 9110, section 10.2.3).
    private func retryAfterSeconds(_ response: SyncResponse) -> Double? {
        guard let value = response.headers["retry-after"] else { return nil }
        if let seconds = UInt32(value) { return Double(seconds) }
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "GMT")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return format.date(from: value).map { max(0, $0.timeIntervalSince(now())) }
    }
}

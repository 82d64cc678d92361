import FactLog
import Foundation

/// Sends requests that are signed with the station's key.
struct SignedExchange: Sendable {
    let transport: any SyncTransport
    let keys: StationKeys
    let now: @Sendable () -> Date

    /// Signs with the current key. When the hub doesn't know that one any more, the key that may have replaced it is tried
    /// and, when the hub takes it, kept.
    ///
    /// - Throws: ``SyncTrouble``.
    func answer(to request: SyncRequest) async throws -> SyncResponse {
        guard let key = try read({ try keys.current() }) else { throw SyncTrouble.key(.missing) }
        let response = try await answer(to: request, signedBy: key)
        guard response.refusesKey else { return response }
        if let pending = try read({ try keys.pending() }) {
            let second = try await answer(to: request, signedBy: pending)
            guard !second.refusesKey else { return response }
            try read { try keys.promotePending() }
            return second
        }
        // Another program may have replaced the key since it was read.
        if let current = try read({ try keys.current() }), current.publicKey != key.publicKey {
            return try await answer(to: request, signedBy: current)
        }
        return response
    }

    /// - Throws: ``SyncTrouble``.
    func answer(to request: SyncRequest, signedBy key: StationPrivateKey) async throws -> SyncResponse {
        var request = request
        if request.method == .post, request.header(ContentDigest.fieldName) == nil {
            request.headers.append(
                (name: ContentDigest.fieldName, value: ContentDigest.fieldValue(of: request.body)))
        }
        let signable = SignableRequest(method: request.method.rawValue, target: request.path, fields: request.headers)
        var components = ["@method", "@path"]
        if request.method == .get || signable.hasQuery { components.append("@query") }
        components += [ContentDigest.fieldName, BatchDescription.fieldName].map { $0.lowercased() }
            .filter { signable.field($0) != nil }
        request.headers += try signable.signatureFields(covering: components, by: key, at: now())
        do {
            return try await transport.send(request)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw SyncTrouble.noConnection
        }
    }

    /// - Throws: ``SyncTrouble`` for a key's file that can't be used.
    func read<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as StationKeyError {
            throw SyncTrouble.key(error)
        }
    }
}

extension SyncResponse {
    /// The problem document of a refusal; empty when there is none.
    var problem: HubProblem { (try? JSONDecoder().decode(HubProblem.self, from: Data(body))) ?? HubProblem() }

    fileprivate var refusesKey: Bool { status == 401 && ["revoked_key", "unknown_key"].contains(problem.code) }

    /// - Throws: ``SyncTrouble`` when the body isn't JSON of the type.
    func decoded<Value: Decodable>() throws -> Value {
        guard let value = try? JSONDecoder().decode(Value.self, from: Data(body)) else {
            throw SyncTrouble.unexpectedAnswer(status: status)
        }
        return value
    }

    /// What a refusal means for the station.
    func trouble(at now: Date) -> SyncTrouble {
        let problem = problem
        if problem.code == "bad_digest" { return .damagedOnTheWay }
        // A proxy on the way may answer with any page; only the protocol's own codes stop the station.
        if let refusal = SyncTrouble.refusal(problem) { return refusal }
        switch status {
        case 429, 503:
            guard let wish = retryAfterSeconds(now) else { return .hubError(status: status) }
            return .busy(seconds: wish)
        case 408, 425, 500...: return .hubError(status: status)
        default: return .unexpectedAnswer(status: status)
        }
    }

    /// `Retry-After` as seconds or as a date (RFC 9110, section 10.2.3).
    private func retryAfterSeconds(_ now: Date) -> Double? {
        guard let value = headers["retry-after"] else { return nil }
        if let seconds = UInt32(value) { return Double(seconds) }
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "GMT")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return format.date(from: value).map { max(0, $0.timeIntervalSince(now)) }
    }
}

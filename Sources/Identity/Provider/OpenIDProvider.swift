import AsyncHTTPClient
public import Foundation
import HubModel
import NIOCore
import NIOHTTP1
import Synchronization

/// Talks to the identity service: authorization code with PKCE (RFC 7636), the ID token verified against its keys.
public final class OpenIDProvider: Sendable {
    /// What the service publishes of itself.
    struct Metadata: Decodable, Sendable {
        var issuer: String
        var authorization_endpoint: URL
        var token_endpoint: URL
        var jwks_uri: URL
    }

    /// Whom an ID token names.
    public struct Identity: Hashable, Sendable {
        public let issuer: String
        public let subject: String
    }

    private struct TokenAnswer: Decodable {
        var id_token: String
    }

    public let settings: OpenIDSettings
    private let metadata = Mutex<(value: Metadata, readAt: Date)?>(nil)
    /// The attempts whose answer was taken, by digest, with when they may be forgotten.
    private let used = Mutex<[[UInt8]: Date]>([:])
    /// Metadata are read again after an hour, keys for each sign-in, since a key that was withdrawn must not count.
    private static let metadataSeconds = 3600.0
    private static let answerLimit = 256 << 10
    /// Somebody waits at the sign-in: where nobody listens, that is the answer, instead of trying until the time is over.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration.singletonConfiguration
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    public init(_ settings: OpenIDSettings) {
        self.settings = settings
    }

    /// The address at the service where sign-in begins.
    ///
    /// - Parameter note: comes back with the answer; it can be read on the way, and not changed.
    /// - Throws: `IdentityError.providerRefused`.
    public func authorizationAddress(
        for attempt: SignInAttempt, purpose: SignInAttempt.Purpose, note: String, context: IdentityContext, at now: Date
    ) async throws -> String {
        let metadata = try await readMetadata(at: now)
        guard var address = URLComponents(url: metadata.authorization_endpoint, resolvingAgainstBaseURL: false) else {
            throw IdentityError.providerRefused(reason: "authorization endpoint")
        }
        let state = try attempt.state(for: purpose, note: note, at: now, fields: context.fields)
        address.queryItems =
            (address.queryItems ?? []) + [
                URLQueryItem(name: "response_type", value: "code"), URLQueryItem(name: "scope", value: "openid"),
                URLQueryItem(name: "client_id", value: settings.clientID),
                URLQueryItem(name: "redirect_uri", value: settings.redirect.absoluteString),
                URLQueryItem(name: "state", value: state),
                URLQueryItem(name: "nonce", value: attempt.nonce),
                URLQueryItem(name: "code_challenge", value: SecretToken.challenge(for: attempt.verifier)),
                URLQueryItem(name: "code_challenge_method", value: "S256"),
            ]
        guard let text = address.string else { throw IdentityError.providerRefused(reason: "authorization endpoint") }
        return text
    }

    /// Notes that an attempt's answer was taken; false when one was before.
    func use(_ attempt: SignInAttempt, at now: Date) -> Bool {
        used.withLock { used in
            used = used.filter { $0.value > now }
            let forgetAt = now.addingTimeInterval(TimeInterval(SignInAttempt.seconds))
            return used.updateValue(forgetAt, forKey: attempt.token.digest) == nil
        }
    }

    /// Exchanges a code and verifies whom the ID token names.
    ///
    /// - Throws: `IdentityError.providerRefused`.
    func identity(forCode code: String, attempt: SignInAttempt, at now: Date) async throws -> Identity {
        let metadata = try await readMetadata(at: now)
        var fields = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", settings.redirect.absoluteString),
            ("client_id", settings.clientID), ("code_verifier", attempt.verifier),
        ]
        if let secret = settings.clientSecret { fields.append(("client_secret", secret)) }
        var request = HTTPClientRequest(url: metadata.token_endpoint.absoluteString)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        let body = fields.map { "\($0.0)=\(PercentEncoding.text(of: $0.1))" }
        request.body = .bytes(ByteBuffer(string: body.joined(separator: "&")))
        let answer = try await fetch(TokenAnswer.self, request, what: "token endpoint")
        let keys = try await read(HTTPClientRequest(url: metadata.jwks_uri.absoluteString), what: "keys")
        return try await IDToken(text: answer.id_token).claims(signedBy: keys).identity(
            issuer: metadata.issuer, client: settings.clientID, nonce: attempt.nonce, at: now)
    }

    private func readMetadata(at now: Date) async throws -> Metadata {
        if let known = metadata.withLock(\.self), now.timeIntervalSince(known.readAt) < Self.metadataSeconds {
            return known.value
        }
        let address = settings.issuer.appending(path: ".well-known/openid-configuration").absoluteString
        let read = try await fetch(Metadata.self, HTTPClientRequest(url: address), what: "metadata")
        func plain(_ text: String) -> String { text.hasSuffix("/") ? String(text.dropLast()) : text }
        guard plain(read.issuer) == plain(settings.issuer.absoluteString) else {
            throw IdentityError.providerRefused(reason: "metadata of another issuer")
        }
        // Codes, secrets and keys go over TLS wherever the issuer does.
        let endpoints = [read.authorization_endpoint, read.token_endpoint, read.jwks_uri]
        guard endpoints.allSatisfy({ $0.scheme == "https" || $0.scheme == settings.issuer.scheme }) else {
            throw IdentityError.providerRefused(reason: "endpoint without TLS")
        }
        metadata.withLock { $0 = (read, now) }
        return read
    }

    private func fetch<Value: Decodable>(
        _ type: Value.Type, _ request: HTTPClientRequest, what: String
    ) async throws -> Value {
        let bytes = try await read(request, what: what)
        guard let value = try? JSONDecoder().decode(type, from: bytes) else {
            throw IdentityError.providerRefused(reason: what)
        }
        return value
    }

    private func read(_ request: HTTPClientRequest, what: String) async throws -> Data {
        do {
            let answer = try await Self.client.execute(request, timeout: .seconds(10))
            guard answer.status == .ok else { throw IdentityError.providerRefused(reason: what) }
            return Data(try await answer.body.collect(upTo: Self.answerLimit).readableBytesView)
        } catch let error as IdentityError {
            throw error
        } catch {
            throw IdentityError.providerRefused(reason: what)
        }
    }
}
